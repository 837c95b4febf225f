"""What comes of a batch, as a word; and a moment after noon."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

from domain.model.errors import WriteConflict
from ports.store import Store
from ports.writes import Write
from tests.builders import NOON

LATER = NOON + timedelta(hours=1)
TICK = timedelta(microseconds=1)


async def outcome(store: Store, *batch: Write) -> str:
    try:
        await store.apply(batch)
    except WriteConflict:
        return "conflict"
    return "applied"


async def applied_at_once(store: Store, writes: Iterable[Write]) -> int:
    """Apply each write in a batch of its own, all at once; return how many were let through."""
    outcomes = await asyncio.gather(*(outcome(store, write) for write in writes))
    return outcomes.count("applied")
