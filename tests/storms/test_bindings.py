"""Two accounts bind one free number at once, over two nodes: exactly one of them gets it (T3).

Each has a WeChat of its own, so that the other is told of a conflict: the two cannot be one.
"""

import asyncio
from collections import Counter

import attrs
import pytest

from tests.storms.calls import bind_phone, who_am_i
from tests.storms.lines import opened, storm
from tests.storms.phones import a_number, phones_at
from tests.storms.sessions import signed_in


@attrs.define
class Race:
    """How the requests of all rounds ended, and how many accounts have each round's number."""

    answers: Counter[tuple[int, str]] = attrs.field(factory=Counter)
    holders: list[int] = attrs.field(factory=list)


@pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 10),
        ("postgres", 10),
        pytest.param("sqlite", 200, marks=pytest.mark.soak),
        pytest.param("postgres", 200, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_of_two_accounts_one_gets_the_number(pair, rounds):
    race = asyncio.run(_race(pair, rounds))
    pair.deployment.assert_clean()
    told = ", ".join(f"{times} {code}" for (_, code), times in sorted(race.answers.items()))
    print(f"\nbindings, {pair.storage}: {rounds} numbers, 2 accounts each over 2 nodes: {told}")
    assert race.answers == {(200, "bound"): rounds, (409, "identity_conflict"): rounds}
    assert race.holders == [1] * rounds


async def _race(pair, rounds):
    race = Race()
    async with phones_at(pair.simulator_url) as phones, opened(pair.urls(2)) as nodes:
        for _ in range(rounds):
            presses = await phones.presses(await phones.newcomer(a_number()), len(nodes))
            tokens = [(await signed_in(phones, node))["access_token"] for node in nodes]
            answers = await storm(nodes, list(map(bind_phone, presses, tokens)))
            race.answers.update((answer.status, answer.code) for answer in answers)
            seen = [await nodes[0].ask(who_am_i(token)) for token in tokens]
            race.holders.append(sum(answer.body["phone"] is not None for answer in seen))
    return race
