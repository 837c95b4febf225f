"""Rounds of storms, some of them under way at a time."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from adapters.system.vault import RingVault
from composition import WholeStore, open_store
from tests.service.processes import KEYS
from tests.storms.lines import opened
from tests.storms.merges.person import Person
from tests.storms.merges.scene import Scene
from tests.storms.nodes import Pair
from tests.storms.phones import phones_at

PEOPLE = 4
CHECK_SECONDS = 60.0


def play(pair: Pair, rounds: int, play_round: Callable[[Scene], Awaitable[None]]) -> None:
    """Play so many rounds, each with somebody new; every invariant holds afterwards."""
    asyncio.run(_play(pair, rounds, play_round))


async def _play(pair: Pair, rounds: int, play_round: Callable[[Scene], Awaitable[None]]) -> None:
    left = iter(range(rounds))

    async def go_on() -> None:
        async with phones_at(pair.simulator_url) as phones, opened(pair.urls(4)) as nodes:
            for _ in left:
                await play_round(Scene(await Person.born(phones), nodes, store))

    async with opened_store(pair.deployment.storage) as store:
        async with asyncio.TaskGroup() as people:
            for _ in range(PEOPLE):
                people.create_task(go_on())
        violations = await store.violations()
        assert not violations, violations


@asynccontextmanager
async def opened_store(url: str) -> AsyncIterator[WholeStore]:
    """Open the services' own store beside them."""
    ring, index = json.loads(KEYS["GUIYI_KEYS__RING"]), KEYS["GUIYI_KEYS__INDEX"]
    vault = RingVault(ring=ring, index=index)
    async with open_store(url, vault, statement_seconds=CHECK_SECONDS) as store:
        yield store
