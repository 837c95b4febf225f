"""What came back."""

from collections.abc import Awaitable
from typing import Any

from domain.model.errors import DomainError, NotSignedIn, Undecided
from domain.model.outcomes import Outcome


async def told(work: Awaitable[Any]) -> tuple[str, Any]:
    """Return the code of an answer or of a refusal, and what it came with."""
    try:
        answer = await work
    except Undecided as refused:
        return refused.outcome.value, refused
    except NotSignedIn as refused:
        return refused.reason.value, refused
    except DomainError as refused:
        return refused.code, refused
    outcome = getattr(answer, "outcome", answer)
    return (outcome.value if isinstance(outcome, Outcome) else "done"), answer
