"""Accounts of one person in a ring, each merged with the next at once, till one is left (T32).

Afterwards whatever was lost in several steps points to the last survivor in one (I6), and every
identity is on it, but the numbers that she gave up herself (I8).
"""

from collections import Counter

import pytest

from tests.storms.merges.aftermath import (
    LATE,
    assert_as_told,
    assert_in_no_wrong_account,
    assert_leads_home,
    ids_in,
)
from tests.storms.merges.playing import play
from tests.storms.merges.telling import asking, at_once, told, told_of


@pytest.mark.parametrize(
    ("pair", "accounts", "rounds"),
    [
        ("sqlite", 3, 10),
        ("postgres", 3, 10),
        ("sqlite", 4, 2),
        ("postgres", 4, 2),
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
    print(
        f"\nrings of {accounts} merges, {pair.storage}: {rounds} rounds over 2 nodes, merges done "
        f"at once till one account was left: {told_of(ends)}"
    )


async def _go_round(scene, accounts):
    """Merge all around, again and again; return how many merges were done each time."""
    sides = await _accounts(scene, accounts)
    before, given_up, done = await scene.house(), set(), []
    while len(sides) > 1:
        earlier = tuple(scene.sessions)
        merges = await _merge_around(scene, sides)
        house = await _look_at(scene, merges, earlier)
        assert len(house.roots) == len(sides) - len(merges)
        sides = [await scene.side(house.ways(root)) for root in house.roots]
        given_up.update(*(proposal.given_up for proposal, _ in merges))
        done.append(str(len(merges)))
    assert house.holders == dict.fromkeys(before.holders.keys() - given_up, sides[0].id)
    await assert_leads_home(scene, house)
    return tuple(done)


async def _accounts(scene, count):
    number, second, third = scene.person.numbers
    ways = [("shop", "club"), (number,), ("partner", second), (third,)]
    return [await scene.account(*those) for those in ways[:count]]


async def _merge_around(scene, sides):
    """Merge each with the next, all at once; return the merges that were done, at least one."""
    ring = zip(sides, [*sides[1:], sides[0]], strict=True)
    proposals = [await scene.proposal(here, there) for here, there in ring]
    answers = await at_once(scene.nodes, *(asking(one.request) for one in proposals))
    assert {told(answer) for answer in answers} <= {"merged", *LATE}
    merges = [pair for pair in zip(proposals, answers, strict=True) if told(pair[1]) == "merged"]
    assert merges, answers
    return merges


async def _look_at(scene, merges, earlier):
    """Find each merge as it was told; return who is who now."""
    house = await scene.house()
    house.assert_forest()
    for proposal, answer in merges:
        assert_as_told(house, proposal, answer)
        scene.given(answer)
    over = ids_in([answer for _, answer in merges])
    dead = [session for session in earlier if session.account_id in over]
    await assert_in_no_wrong_account(scene, house, dead)
    return house
