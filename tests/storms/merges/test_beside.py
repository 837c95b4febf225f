"""A merge beside all else that she, or the operator, may do at that moment (T32).

Whoever came first, nothing of hers is lost, everything she was ever handed out opens her account
as it is now or nothing, and nobody meets a deadlock.
"""

from collections import Counter

import pytest

from tests.storms.merges.beside import play_beside
from tests.storms.merges.playing import play
from tests.storms.merges.rivals import identities, merges, sessions, standing
from tests.storms.merges.telling import told_of

RIVALS = [
    identities.bind,
    identities.bind_the_others,
    identities.unbind,
    sessions.log_in,
    sessions.log_in_by_password,
    sessions.refresh,
    sessions.log_out_of,
    sessions.step_up,
    merges.undo,
    merges.merge_with_a_third,
    standing.reset,
    standing.suspend,
]


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
@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.__name__)
def test_a_merge_and_something_else_both_come_to_a_clear_end(pair, rounds, rival):
    ends = Counter()

    async def play_round(scene):
        ends[await play_beside(scene, await rival(scene))] += 1

    play(pair, rounds, play_round)
    what = rival.__name__.replace("_", " ")
    print(f"\nmerge beside {what}, {pair.storage}: {rounds} rounds over 2 nodes: {told_of(ends)}")
