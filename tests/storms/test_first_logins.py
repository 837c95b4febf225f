"""Sixty-four first sign-ins of one person at once, over two nodes, make one account (T33, X3)."""

import asyncio

import pytest

from tests.storms.calls import sign_in
from tests.storms.lines import opened, storm
from tests.storms.phones import phones_at

CALLERS = 64


@pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 3),
        ("postgres", 3),
        pytest.param("sqlite", 50, marks=pytest.mark.soak),
        pytest.param("postgres", 200, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_of_many_first_logins_at_once_one_creates_the_account(pair, rounds):
    asyncio.run(_blow(pair, rounds))
    pair.deployment.assert_clean()
    storage = pair.deployment.storage.partition(":")[0]
    print(
        f"\nfirst logins, {storage}: {rounds} rounds of {CALLERS} callers over 2 nodes: "
        f"1 account and 1 `created` each, {rounds * CALLERS} sign-ins, 0 errors, check clean"
    )


async def _blow(pair, rounds):
    async with (
        phones_at(pair.deployment.simulator_url) as phones,
        opened(pair.urls(CALLERS)) as lines,
    ):
        for _ in range(rounds):
            codes = await phones.codes(await phones.newcomer(), CALLERS)
            answers = await storm(lines, [sign_in(code) for code in codes])
            assert sorted(answer.status for answer in answers) == [200] * (CALLERS - 1) + [201]
            assert {answer.code for answer in answers if answer.status == 201} == {"created"}
            assert len({answer.body["account"]["id"] for answer in answers}) == 1
