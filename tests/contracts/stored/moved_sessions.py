"""What a store promises of sign-ins beside moves, and of moves that cross each other."""

import asyncio

import pytest

from domain.model.session import EndReason
from ports.writes import (
    BindIdentity,
    EndOtherSessions,
    EndSessionsBy,
    MoveIdentity,
    OpenAccount,
    OpenSession,
)
from tests.builders import NOON, a_phone, a_session, an_account, an_identity, bound, opening
from tests.contracts.stored.merging import moving
from tests.contracts.stored.outcome import LATER, outcome

ENDS = {
    "of it": lambda held: EndSessionsBy(held.account_id, held.id, LATER, EndReason.KICKED),
    "of all": lambda held: EndOtherSessions(held.account_id, None, LATER, EndReason.KICKED),
}


async def parted(store):
    """Open an account with a number and an openid, and one that has nothing."""
    left, other = an_account(), an_account()
    pair = bound(a_phone(), left), bound(an_identity(), left)
    await store.apply((OpenAccount(left), OpenAccount(other), *map(BindIdentity, pair)))
    return left, other, pair


class MovedSessionContract:
    async def test_who_comes_by_a_moved_identity_enters_the_other_account(self, store):
        left, other, (phone, _) = await parted(store)
        entering = a_session(other, identity_id=phone.id)
        assert await outcome(store, OpenSession(entering)) == "conflict"
        await store.apply((moving(phone, other), OpenSession(entering)))
        assert await store.live_sessions(other.id, now=NOON) == [entering]
        late = a_session(left, identity_id=phone.id)
        assert await outcome(store, OpenSession(late)) == "conflict"

    @pytest.mark.parametrize("ends", ENDS)
    async def test_beside_a_move_nobody_stays_where_the_identity_was(self, store, ends):
        for _ in range(40):
            left, other, (phone, _) = await parted(store)
            move = (moving(phone, other), ENDS[ends](phone))
            early = [(OpenSession(a_session(left, identity_id=phone.id)),) for _ in range(6)]
            ahead = [(OpenSession(a_session(other, identity_id=phone.id)),) for _ in range(2)]
            batches = [*early[:3], *ahead[:1], move, *early[3:], *ahead[1:]]
            outcomes = await asyncio.gather(*(outcome(store, *batch) for batch in batches))
            assert outcomes[4] == "applied"
            assert await store.live_sessions(left.id, now=NOON) == []
            entered = await store.live_sessions(other.id, now=NOON)
            assert len(entered) == [outcomes[3], outcomes[-1]].count("applied")

    async def test_moves_that_cross_do_not_hinder_each_other_for_good(self, store):
        """Each takes first what the other takes last: one of them may have to give way."""
        scenes = [await parted(store) for _ in range(8)]
        batches = [
            (moving(first, other), moving(second, other))
            for _, other, pair in scenes
            for first, second in (pair, pair[::-1])
        ]
        outcomes = await asyncio.gather(*(outcome(store, *batch) for batch in batches))
        assert outcomes.count("applied") == outcomes.count("conflict") == 8
        for left, other, pair in scenes:
            assert await store.identities_of(left.id) == []
            assert len(await store.identities_of(other.id)) == len(pair)

    async def test_of_moves_to_and_fro_none_is_lost(self, store):
        one, another, openid = an_account(), an_account(), an_identity()
        await store.apply(opening(one, openid))
        await store.apply((OpenAccount(another),))
        (held,) = await store.identities_of(one.id)
        there = moving(held, another)
        back = MoveIdentity(another.id, held.id, one.id)
        outcomes = await asyncio.gather(*(outcome(store, write) for write in [there, back] * 8))
        moves, returns = outcomes[::2].count("applied"), outcomes[1::2].count("applied")
        assert moves - returns in (0, 1)
        (holder,) = await store.holders([openid], now=NOON)
        assert holder.account == (another if moves > returns else one)
