"""A merge beside all else that she, or the operator, may do at that moment (T32).

Whoever came first, nothing of hers is lost, everything she was ever handed out opens her account
as it is now or nothing, and nobody meets a deadlock.
"""

import secrets
from collections import Counter

import attrs
import pytest

from tests.storms.merges.beside import play_beside
from tests.storms.merges.playing import play
from tests.storms.merges.rivals import identities, merges, sessions, standing
from tests.storms.merges.telling import told_of
from tests.storms.nodes import Pair
from tests.storms.plants import planted

RIVALS = {
    "binding": (identities.bind, identities.bind_the_others),
    "unbinding": (identities.unbind,),
    "signing in": (sessions.log_in, sessions.log_in_by_password),
    "refreshing": (sessions.refresh,),
    "signing out": (sessions.log_out_of,),
    "stepping up": (sessions.step_up,),
    "undoing": (merges.undo,),
    "merging with a third": (merges.merge_with_a_third,),
    "resetting a password": (standing.reset,),
    "suspending": (standing.suspend,),
}


@pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 5),
        ("postgres", 5),
        pytest.param("sqlite", 500, marks=pytest.mark.soak),
        pytest.param("postgres", 500, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
@pytest.mark.parametrize("what", RIVALS)
def test_a_merge_and_something_else_come_to_a_clear_end(pair, rounds, what):
    ends = _played(pair, rounds, RIVALS[what])
    print(
        f"\nmerging beside {what}, {pair.storage}: {rounds} rounds over 2 nodes: {told_of(ends)}"
    )


@pytest.mark.soak
def test_accounts_that_change_unguarded_are_caught(deployment, tmp_path):
    """The hunt itself is tested: in this copy nobody looks whether an account was changed."""
    source = planted(
        tmp_path,
        "adapters/persistence/sql/changes.py",
        sound='.where(is_(a.id), is_(a.version, "read_at"))',
        faulty=".where(is_(a.id))",
    )
    with (
        attrs.evolve(deployment, source=source).nodes(2) as (one, other),
        pytest.raises(ExceptionGroup) as caught,
    ):
        _played(Pair(deployment, one.url, other.url), 100, [merges.merge_with_a_third])
    assert caught.group_contains(AssertionError, match="'merged', 'merged'")


def _played(pair, rounds, rivals):
    """Play rounds with any of the rivals; return how they ended."""
    ends = Counter()

    async def play_round(scene):
        rival = secrets.choice(rivals)
        ends[await play_beside(scene, await rival(scene))] += 1

    play(pair, rounds, play_round)
    return ends
