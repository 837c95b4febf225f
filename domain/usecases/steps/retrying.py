"""Who retries: the use-case, from its first read on."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from domain.model.errors import TryAgain, WriteConflict

T = TypeVar("T")

TRIES: Final = 5
_LONGEST_PAUSE_MS: Final = 20


async def retry_on_conflict(
    step: Callable[[], Awaitable[T]], *, again: Callable[[], Awaitable[None]] | None = None
) -> T:
    """Run a step that reads, decides and applies, afresh after each conflict.

    `again` is asked before each further try; it raises when that would be of no use.

    Raises:
        TryAgain: five tries met another writer.
    """
    for attempt in range(TRIES):
        if attempt and again is not None:
            await again()
        try:
            return await step()
        except WriteConflict:
            # Jitter, or the same writers meet again.
            await asyncio.sleep(secrets.randbelow(_LONGEST_PAUSE_MS * (attempt + 1)) / 1000)
    raise TryAgain
