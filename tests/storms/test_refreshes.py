"""Refresh tokens in many hands: one child, and no way back (T47, X5)."""

import asyncio

import pytest

from tests.storms.calls import refresh, who_am_i
from tests.storms.lines import opened, storm
from tests.storms.phones import phones_at
from tests.storms.sessions import refreshed, signed_in

CALLERS = 64
GRACE_SECONDS = 10


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
def test_of_many_refreshes_at_once_all_get_one_child(pair, rounds):
    asyncio.run(_blow(pair, rounds))
    print(
        f"\nrefreshes, {pair.storage}: {rounds} rounds of {CALLERS} callers over 2 nodes: "
        "1 child each, and every caller got it"
    )


async def _blow(pair, rounds):
    async with phones_at(pair.simulator_url) as phones, opened(pair.urls(CALLERS)) as lines:
        session = await signed_in(phones, lines[0])
        for _ in range(rounds):
            answers = await storm(lines, [refresh(session["refresh_token"])] * CALLERS)
            assert {answer.status for answer in answers} == {200}
            children = {answer.body["session"]["refresh_token"] for answer in answers}
            assert len(children) == 1
            assert children != {session["refresh_token"]}
            session = answers[-1].body["session"]
        assert (await lines[0].ask(who_am_i(session["access_token"]))).status == 200


@pytest.mark.parametrize("pair", ["sqlite", "postgres"], indirect=True)
def test_a_grandparent_ends_the_family_even_within_the_grace(pair):
    async def play():
        async with phones_at(pair.simulator_url) as phones, opened(pair.urls(2)) as (one, other):
            first = await signed_in(phones, one)
            newest = await refreshed(one, await refreshed(other, first))
            await _assert_ends_the_family(first, newest, (other, one))

    asyncio.run(play())


@pytest.mark.soak
@pytest.mark.parametrize("pair", ["sqlite", "postgres"], indirect=True)
def test_a_parent_ends_the_family_when_the_grace_is_over(pair):
    async def play():
        async with phones_at(pair.simulator_url) as phones, opened(pair.urls(2)) as (one, other):
            first = await signed_in(phones, one)
            newest = await refreshed(other, first)
        await asyncio.sleep(GRACE_SECONDS + 0.1)
        async with opened(pair.urls(2)) as (one, other):
            await _assert_ends_the_family(first, newest, (one, other))

    asyncio.run(play())
    print(f"\nreuse, {pair.storage}: a parent after {GRACE_SECONDS} s ended the family on 2 nodes")


async def _assert_ends_the_family(old, newest, nodes):
    for request in (
        refresh(old["refresh_token"]),
        refresh(newest["refresh_token"]),
        who_am_i(newest["access_token"]),
    ):
        for node in nodes:
            answer = await node.ask(request)
            assert (answer.status, answer.code) == (401, "refresh_reused")


def test_a_lost_answer_is_given_again_even_by_another_life_of_the_process(deployment):
    asyncio.run(_lose_an_answer(deployment))
    deployment.assert_quiet()


async def _lose_an_answer(deployment):
    with deployment.nodes(1) as (node,):
        async with phones_at(deployment.simulator_url) as phones, opened([node.url]) as (line,):
            first = await signed_in(phones, line)
            child = await refreshed(line, first)
            assert (await refreshed(line, first))["refresh_token"] == child["refresh_token"]
        node.kill()
    with deployment.nodes(1) as (node,):
        async with opened([node.url]) as (line,):
            again = await refreshed(line, first)
            assert again["refresh_token"] == child["refresh_token"]
            assert (await line.ask(who_am_i(again["access_token"]))).status == 200
