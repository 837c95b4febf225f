"""How an act ends."""

from asyncio import CancelledError
from typing import Any

from domain.model.errors import DomainError, Undecided
from tests.acts.act import Attempt
from tests.acts.lens import straight


def ending_of(attempt: Attempt) -> Any:
    """Run an act to its end; return what it returns, or the error that its caller is told."""
    try:
        return straight(attempt())
    except (DomainError, CancelledError) as error:
        return error


def told(ending: Any) -> str:
    """Return what the caller is told, in one word."""
    if isinstance(ending, Undecided):
        return ending.outcome
    if isinstance(ending, DomainError):
        return ending.code
    return getattr(ending, "outcome", "done")
