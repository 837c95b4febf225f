"""What a store promises of a change that rests on a session, and of what the session rests on."""

import asyncio

import attrs
import pytest

from domain.model.session import EndReason
from domain.model.values import IdentityId, SessionId
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    EndOtherSessions,
    EndSession,
    EndSessionsBy,
    KeepSession,
    OpenSession,
    RotateRefresh,
)
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
from tests.contracts.stored.outcome import LATER, outcome

ENDS = {
    "logged out": lambda one: EndSession(one.id, NOON, EndReason.LOGGED_OUT),
    "kicked": lambda one: EndOtherSessions(one.account_id, None, NOON, EndReason.KICKED),
    "of a lost identity": lambda one: EndSessionsBy(
        one.account_id, one.identity_id, NOON, EndReason.KICKED
    ),
}


def replacing(old, new, here):
    """Return the writes that put one number in the place of another at a session."""
    return (
        letting_go(old),
        BindIdentity(new),
        KeepSession(here.id, new.id),
        EndOtherSessions(old.account_id, here.id, LATER, EndReason.KICKED),
    )


class KeptSessionContract:
    @pytest.fixture
    async def account(self, store):
        account = an_account()
        await store.apply(opening(account))
        return account

    @pytest.fixture
    async def session(self, store, account):
        session = a_session(account)
        await store.apply((OpenSession(session),))
        return session

    async def test_a_session_that_is_kept_stays_as_it_is(self, store, account, session):
        for _ in range(2):
            await store.apply((KeepSession(session.id, session.identity_id),))
            assert await store.live_sessions(account.id, now=NOON) == [session]

    async def test_a_session_comes_to_rest_on_another_identity(self, store, account, session):
        other, phone = a_session(account), bound(a_phone(), account)
        await store.apply((OpenSession(other), BindIdentity(phone)))
        await store.apply((KeepSession(session.id, phone.id),))
        moved = attrs.evolve(session, identity_id=phone.id)
        assert (await store.signed_in(session.id)).session == moved
        assert (await store.signed_in(other.id)).session == other

    async def test_it_ends_with_the_identity_it_rests_on_now(self, store, account, session):
        phone = bound(a_phone(), account)
        await store.apply((BindIdentity(phone), KeepSession(session.id, phone.id)))
        await store.apply((ENDS["of a lost identity"](session),))
        assert len(await store.live_sessions(account.id, now=NOON)) == 1
        lost = EndSessionsBy(account.id, phone.id, LATER, EndReason.KICKED)
        await store.apply((letting_go(phone), lost))
        assert await store.live_sessions(account.id, now=NOON) == []

    @pytest.mark.parametrize("end", ENDS)
    async def test_nothing_rests_on_a_session_that_has_ended(self, store, account, session, end):
        await store.apply((ENDS[end](session),))
        before = (await store.signed_in(session.id)).session
        phone = bound(a_phone(), account)
        batch = (
            ChangeAccount(account.touched(), read_at=account.version),
            BindIdentity(phone),
            KeepSession(session.id, phone.id),
        )
        assert await outcome(store, *batch) == "conflict"
        assert (await store.signed_in(session.id)).session == before
        assert await store.account(account.id) == account
        assert await store.holders([phone.identity], now=NOON) == []

    async def test_nothing_rests_on_an_unknown_session(self, store):
        unknown = KeepSession(SessionId(an_id()), IdentityId(an_id()))
        assert await outcome(store, unknown) == "conflict"

    async def test_nothing_rests_on_what_its_account_does_not_hold(self, store, account, session):
        """As when it was unbound meanwhile, went with a merge, or never was."""
        stranger, released = an_account(), bound(a_phone(), account)
        anothers = bound(a_phone(), stranger)
        await store.apply((*opening(stranger), BindIdentity(anothers), BindIdentity(released)))
        await store.apply((letting_go(released),))
        for identity_id in (released.id, anothers.id, IdentityId(an_id())):
            phone = bound(a_phone(), account)
            batch = (BindIdentity(phone), KeepSession(session.id, identity_id))
            assert await outcome(store, *batch) == "conflict"
            assert (await store.signed_in(session.id)).session == session
            assert await store.holders([phone.identity], now=NOON) == []

    async def test_nor_stays_where_it_was_once_that_is_gone(self, store, account, session):
        """Though nobody ended it: what rests on nothing goes on for nobody."""
        phone = bound(a_phone(), account)
        await store.apply((BindIdentity(phone), KeepSession(session.id, phone.id)))
        await store.apply((letting_go(phone),))
        assert await outcome(store, KeepSession(session.id, phone.id)) == "conflict"

    async def test_what_fails_beside_it_leaves_it_where_it_was(self, store, account, session):
        phone = bound(a_phone(), account)
        moving = (BindIdentity(phone), KeepSession(session.id, phone.id))
        assert await outcome(store, *moving, consuming("a code")) == "conflict"
        assert (await store.signed_in(session.id)).session == session

    async def test_it_can_still_be_refreshed(self, store, account, session):
        newest, refresh = session.refresh.newest, attrs.evolve(session.refresh, newest=b"n" * 32)
        await store.apply((KeepSession(session.id, session.identity_id),))
        rotate = RotateRefresh(session.id, newest, refresh, LATER)
        assert await outcome(store, rotate) == "applied"

    @pytest.mark.parametrize("end", ENDS)
    async def test_beside_its_end_the_change_came_before_or_not_at_all(self, store, end):
        for _ in range(20):
            account = an_account()
            session, phone = a_session(account), bound(a_phone(), account)
            await store.apply((*opening(account), OpenSession(session)))
            change = (BindIdentity(phone), KeepSession(session.id, session.identity_id))
            ending, kept = await asyncio.gather(
                outcome(store, ENDS[end](session)), outcome(store, *change)
            )
            assert ending == "applied"
            assert await store.live_sessions(account.id, now=NOON) == []
            assert len(await store.holders([phone.identity], now=NOON)) == (kept == "applied")

    async def test_a_session_outlives_the_number_it_was_opened_by(self, store):
        """As when its person replaces the number: it rests on the new one, whoever is faster."""
        for _ in range(20):
            account = an_account()
            old, new = bound(a_phone(), account), bound(a_phone(), account)
            session = a_session(account, identity_id=old.id)
            await store.apply((*opening(account), BindIdentity(old), OpenSession(session)))
            sign_ins = [a_session(account, identity_id=old.id) for _ in range(3)]
            outcomes = await asyncio.gather(
                outcome(store, *replacing(old, new, session)),
                *(outcome(store, OpenSession(one)) for one in sign_ins),
            )
            assert outcomes[0] == "applied"
            assert await store.live_sessions(account.id, now=NOON) == [
                attrs.evolve(session, identity_id=new.id)
            ]
