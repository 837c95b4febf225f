"""How an act ends."""

from asyncio import CancelledError
from typing import Any

from domain.model.errors import DomainError, Undecided
from domain.model.merge_proposal import MergeProposal
from domain.usecases.undo_merge import Undone
from tests.acts.act import Attempt
from tests.acts.lens import straight


def ending_of(attempt: Attempt) -> Any:
    """Run an act to its end; return what it returns, or the error that its caller is told."""
    try:
        return straight(attempt())
    except (DomainError, CancelledError) as error:
        return error


def told(ending: Any) -> str:
    """Return what the caller is told, in few words."""
    match ending:
        case Undecided():
            return ending.outcome
        case DomainError():
            return ending.code
        case MergeProposal():
            return ending.decision.outcome
        case Undone():
            return " ".join(("unmerged", *ending.lost))
        case str():
            return ending
    return getattr(ending, "outcome", "done")
