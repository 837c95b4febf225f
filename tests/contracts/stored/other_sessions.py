"""What a store promises of ending an account's sessions, all of them or all but one."""

import asyncio

import pytest

from domain.model.session import EndReason
from domain.model.values import AccountId, SessionId
from ports.writes import BindIdentity, EndOtherSessions, EndSession, OpenSession
from tests.builders import (
    NOON,
    a_phone,
    a_session,
    an_account,
    an_id,
    bound,
    consuming,
    letting_go,
    opening,
)
from tests.contracts.stored.outcome import LATER, TICK, outcome


def clearing(account, but=None, *, at=LATER):
    """Return the end of every session but this one."""
    return EndOtherSessions(account.id, None if but is None else but.id, at, EndReason.KICKED)


async def ended(store, session):
    """Return when and why a session ended."""
    read = (await store.signed_in(session.id)).session
    return read.ended_at, read.end_reason


class OtherSessionContract:
    @pytest.fixture
    async def account(self, store):
        account = an_account()
        await store.apply(opening(account))
        return account

    @pytest.fixture
    async def sessions(self, store, account):
        """Three sessions of the account, of an identity that it holds."""
        sessions = [a_session(account) for _ in range(3)]
        await store.apply(tuple(map(OpenSession, sessions)))
        return sessions

    async def test_every_session_but_one_ends(self, store, account, sessions):
        kept, *others = sessions
        await store.apply((clearing(account, kept),))
        assert await store.live_sessions(account.id, now=NOON) == [kept]
        assert [await ended(store, one) for one in others] == [(LATER, EndReason.KICKED)] * 2
        assert (await store.signed_in(kept.id)).session == kept

    async def test_every_session_ends(self, store, account, sessions):
        await store.apply((clearing(account),))
        assert await store.live_sessions(account.id, now=NOON) == []
        assert [await ended(store, one) for one in sessions] == [(LATER, EndReason.KICKED)] * 3

    async def test_an_identity_does_not_matter(self, store, account, sessions):
        phone = bound(a_phone(), account)
        by_phone = a_session(account, identity_id=phone.id)
        await store.apply((BindIdentity(phone), OpenSession(by_phone)))
        await store.apply((clearing(account, by_phone),))
        assert await store.live_sessions(account.id, now=NOON) == [by_phone]

    async def test_other_accounts_keep_their_sessions(self, store, account, sessions):
        other = an_account()
        theirs = a_session(other)
        await store.apply((*opening(other), OpenSession(theirs)))
        await store.apply((clearing(account, theirs),))
        assert await store.live_sessions(other.id, now=NOON) == [theirs]
        assert await store.live_sessions(account.id, now=NOON) == []

    async def test_a_session_that_has_ended_keeps_its_reason(self, store, account, sessions):
        first, *others = sessions
        await store.apply((EndSession(first.id, NOON, EndReason.LOGGED_OUT),))
        for at in (LATER, LATER + TICK):
            await store.apply((clearing(account, at=at),))
        assert await ended(store, first) == (NOON, EndReason.LOGGED_OUT)
        assert [await ended(store, one) for one in others] == [(LATER, EndReason.KICKED)] * 2

    async def test_the_one_that_stays_is_not_brought_back(self, store, account, sessions):
        first, *_ = sessions
        await store.apply((EndSession(first.id, NOON, EndReason.LOGGED_OUT),))
        await store.apply((clearing(account, first),))
        assert await ended(store, first) == (NOON, EndReason.LOGGED_OUT)

    async def test_where_there_is_none_to_end_it_is_fine(self, store, account):
        nobody = an_account(id=AccountId(an_id()))
        unknown = a_session(account, id=SessionId(an_id()))
        for write in (clearing(account), clearing(account, unknown), clearing(nobody)):
            assert await outcome(store, write) == "applied"

    async def test_what_fails_beside_it_ends_no_session(self, store, account, sessions):
        assert await outcome(store, clearing(account), consuming("a code")) == "conflict"
        assert len(await store.live_sessions(account.id, now=NOON)) == 3

    async def test_a_session_opened_behind_it_in_one_batch_goes_on(self, store, account, sessions):
        """As when a number is claimed: everybody leaves, and the claimant enters."""
        entering = a_session(account)
        await store.apply((clearing(account), OpenSession(entering)))
        assert await store.live_sessions(account.id, now=NOON) == [entering]

    async def test_beside_sign_ins_those_that_were_there_end(self, store, account, sessions):
        kept, *others = sessions
        arriving = [a_session(account) for _ in range(16)]
        batches = [*map(OpenSession, arriving[:8]), clearing(account, kept)]
        batches += map(OpenSession, arriving[8:])
        outcomes = await asyncio.gather(*(outcome(store, one) for one in batches))
        assert outcomes == ["applied"] * 17
        live = await store.live_sessions(account.id, now=NOON)
        assert kept in live
        assert not {one.id for one in others} & {one.id for one in live}
        for one in arriving:
            assert one in live or await ended(store, one) == (LATER, EndReason.KICKED)

    async def test_beside_sign_ins_by_a_number_that_goes_it_leaves_none(self, store):
        for _ in range(40):
            account = an_account()
            phone, kept = bound(a_phone(), account), a_session(account)
            await store.apply((*opening(account), BindIdentity(phone), OpenSession(kept)))
            going = (letting_go(phone), clearing(account, kept))
            arriving = [a_session(account, identity_id=phone.id) for _ in range(6)]
            sign_ins = [(OpenSession(one),) for one in arriving]
            await asyncio.gather(
                *(outcome(store, *batch) for batch in [*sign_ins[:3], going, *sign_ins[3:]])
            )
            assert await store.live_sessions(account.id, now=NOON) == [kept]
