"""A person's two accounts are merged twice at once, each into the other (T32, X4)."""

from collections import Counter

import pytest

from tests.storms.merges.aftermath import (
    LATE,
    assert_as_told,
    assert_in_no_wrong_account,
    assert_leads_home,
    merged_in,
)
from tests.storms.merges.playing import play
from tests.storms.merges.rivals.couple import couple, shuffled
from tests.storms.merges.telling import asking, at_once, told, told_of


@pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 10),
        ("postgres", 10),
        pytest.param("sqlite", 500, marks=pytest.mark.soak),
        pytest.param("postgres", 500, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_of_two_crossing_merges_one_is_done(pair, rounds):
    ends = Counter()

    async def cross(scene):
        ends[await _cross(scene)] += 1

    play(pair, rounds, cross)
    print(f"\ncrossing merges, {pair.storage}: {rounds} rounds over 2 nodes: {told_of(ends)}")
    assert {code for end in ends for code in end} <= {"merged", *LATE}


async def _cross(scene):
    """Merge from two sessions, each of either account, and each into another one."""
    sides, proposals = await couple(scene), []
    for survivor in sides:
        here, there = shuffled(sides)
        again = await scene.side(here.ways)
        proposals.append(await scene.proposal(again, there, survivor=survivor.id))
    before, earlier = await scene.house(), tuple(scene.sessions)
    answers = await at_once(scene.nodes, *(asking(one.request) for one in proposals))
    [done] = merged_in(answers)
    scene.given(done)
    after = await scene.house()
    after.assert_forest()
    assert_as_told(after, proposals[answers.index(done)], done)
    assert after.holders == dict.fromkeys(before.holders, done.body["account"]["id"])
    await assert_in_no_wrong_account(scene, after, dead=earlier)
    await assert_leads_home(scene, after)
    return tuple(sorted(map(told, answers)))
