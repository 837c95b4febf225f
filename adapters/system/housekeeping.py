"""What a serving process does now and then."""

import asyncio
import logging
from typing import Final

from domain.model.errors import StoreUnavailable, WriteConflict
from ports.system import Clock
from ports.upkeep import Upkeep

PURGE_SECONDS: Final = 600

_logger: Final = logging.getLogger("guiyi.housekeeping")


async def purge_for_ever(store: Upkeep, clock: Clock) -> None:
    """Delete what can never matter again, every ten minutes, until cancelled."""
    while True:
        try:
            deleted = await store.purge(now=clock.now())
            _logger.info("purged %d rows", deleted)
        except (StoreUnavailable, WriteConflict) as error:
            _logger.warning("not purged: %s", error)
        await asyncio.sleep(PURGE_SECONDS)
