"""Accounts of one person in a ring, each merged with the next at once, till one is left (T32).

Afterwards whatever was lost in several steps points to the last survivor in one (I6), and every
identity is on it, but the numbers that she gave up herself (I8).
"""

import secrets
from collections import Counter

import pytest

from tests.storms.merges.aftermath import (
    assert_as_told,
    assert_in_no_wrong_account,
    assert_leads_home,
    merged_in,
)
from tests.storms.merges.playing import play
from tests.storms.merges.scene import Side
from tests.storms.merges.telling import asking, at_once, told, told_of

LATE = {"stale_ticket", "ticket_rejected", "account_merged"}


@pytest.mark.parametrize(
    ("pair", "accounts", "rounds"),
    [
        ("sqlite", 3, 10),
        ("postgres", 3, 10),
        ("sqlite", 4, 3),
        ("postgres", 4, 3),
        pytest.param("sqlite", 3, 500, marks=pytest.mark.soak),
        pytest.param("postgres", 3, 500, marks=pytest.mark.soak),
        pytest.param("sqlite", 4, 100, marks=pytest.mark.soak),
        pytest.param("postgres", 4, 100, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_a_ring_of_merges_ends_in_one_account(pair, accounts, rounds):
    ends = Counter()

    async def go_round(scene):
        ends[await _go_round(scene, accounts)] += 1

    play(pair, rounds, go_round)
    pair.deployment.assert_clean()
    print(
        f"\nrings of {accounts} merges, {pair.storage}: {rounds} rounds over 2 nodes, merges done "
        f"at once till one account was left: {told_of(ends)}"
    )


async def _go_round(scene, accounts):
    """Merge all around, again and again; return how many merges were done each time."""
    sides = await _accounts(scene, accounts)
    before, given_up, done = await scene.house(), set(), []
    while len(sides) > 1:
        answers, gone = await _merge_around(scene, sides)
        given_up |= gone
        done.append(str(len(answers)))
        house = await scene.house()
        house.assert_forest()
        await assert_in_no_wrong_account(scene, house)
        assert len(house.roots) == len(sides) - len(answers)
        sides = [await _side(scene, house, root) for root in house.roots]
    [root] = house.roots
    assert house.holders == dict.fromkeys(before.holders.keys() - given_up, root)
    await assert_leads_home(scene, house)
    return tuple(done)


async def _accounts(scene, count):
    number, second, third = scene.person.numbers
    ways = [("shop", "club"), (number,), ("partner", second), (third,)]
    return [await scene.account(*those) for those in ways[:count]]


async def _side(scene, house, account_id):
    ways = house.ways(account_id)
    return Side(await scene.enter(secrets.choice(ways)), ways)


async def _merge_around(scene, sides):
    """Merge each with the next, all at once; return the merges done and the numbers given up."""
    ring = list(zip(sides, [*sides[1:], sides[0]], strict=True))
    proposals = [await scene.proposal(here, there) for here, there in ring]
    answers = await at_once(scene.nodes, *(asking(one.request) for one in proposals))
    done = merged_in(answers)
    assert done, answers
    assert {told(answer) for answer in answers} <= {"merged"} | LATE
    for answer in done:
        scene.given(answer)
    house = await scene.house()
    gone = set()
    for answer, proposal in zip(answers, proposals, strict=True):
        if answer in done:
            assert_as_told(house, proposal, answer)
            gone |= proposal.given_up
    return done, gone
