"""What a store promises of the sessions that an identity opened, once it is let go."""

import asyncio

import attrs

from domain.model.session import EndReason
from domain.model.values import IdentityId
from ports.writes import EndSession, EndSessionsBy, OpenSession
from tests.builders import (
    NOON,
    a_phone,
    a_session,
    a_unionid,
    an_account,
    an_id,
    letting_go,
    opening,
)
from tests.contracts.stored.outcome import LATER, outcome
from tests.contracts.stored.pair import Pair


def kicking(held, at=LATER):
    return EndSessionsBy(held.account_id, held.id, at, EndReason.KICKED)


class ReleasedSessionContract(Pair):
    async def test_the_sessions_of_one_identity_end(self, store, held):
        account = await store.account(held[0].account_id)
        phone, openid = (a_session(account, identity_id=one.id) for one in held)
        await store.apply((OpenSession(phone), OpenSession(openid)))
        await store.apply((kicking(held[0]),))
        ended = (await store.signed_in(phone.id)).session
        assert (ended.ended_at, ended.end_reason) == (LATER, EndReason.KICKED)
        assert await store.live_sessions(account.id, now=NOON) == [openid]

    async def test_the_sessions_of_another_account_go_on(self, store, held):
        phone, _ = held
        other = an_account()
        session = a_session(other)
        await store.apply((*opening(other), OpenSession(session)))
        await store.apply((kicking(attrs.evolve(phone, id=session.identity_id)),))
        assert await store.live_sessions(other.id, now=NOON) == [session]

    async def test_sessions_that_have_ended_keep_their_reason(self, store, held):
        account = await store.account(held[0].account_id)
        session = a_session(account, identity_id=held[0].id)
        await store.apply((OpenSession(session),))
        await store.apply((EndSession(session.id, NOON, EndReason.LOGGED_OUT),))
        for _ in range(2):
            await store.apply((kicking(held[0]),))
        ended = (await store.signed_in(session.id)).session
        assert (ended.ended_at, ended.end_reason) == (NOON, EndReason.LOGGED_OUT)

    async def test_nobody_signs_in_by_an_identity_that_has_gone(self, store, held):
        phone, _ = held
        account = await store.account(phone.account_id)
        await store.apply((letting_go(phone),))
        session = OpenSession(a_session(account, identity_id=phone.id))
        assert await outcome(store, session) == "conflict"
        assert await store.live_sessions(account.id, now=NOON) == []

    async def test_nobody_signs_in_by_an_identity_of_another_account(self, store, held):
        other = an_account()
        await store.apply(opening(other))
        session = OpenSession(a_session(other, identity_id=held[0].id))
        assert await outcome(store, session) == "conflict"

    async def test_a_release_beside_sign_ins_leaves_none_of_them(self, store):
        for _ in range(150):
            account, phone = an_account(), a_phone()
            await store.apply(opening(account, phone, a_unionid()))
            (holder,) = await store.holders([phone], now=NOON)
            held = holder.holds[phone]
            release = (letting_go(held), kicking(held))
            sign_ins = [(OpenSession(a_session(account, identity_id=held.id)),) for _ in range(8)]
            batches = [*sign_ins[:4], release, *sign_ins[4:]]
            await asyncio.gather(*(outcome(store, *batch) for batch in batches))
            assert await store.live_sessions(account.id, now=NOON) == []

    async def test_ending_no_sessions_is_fine(self, store, held):
        await store.apply((kicking(held[0]),))

    async def test_a_release_ends_the_sessions_in_the_same_batch(self, store, held):
        account = await store.account(held[0].account_id)
        sessions = [a_session(account, identity_id=held[0].id) for _ in range(3)]
        await store.apply(tuple(map(OpenSession, sessions)))
        await store.apply((letting_go(held[0]), kicking(held[0])))
        assert await store.live_sessions(account.id, now=NOON) == []

    async def test_a_release_that_fails_ends_no_session(self, store, held):
        account = await store.account(held[0].account_id)
        session = a_session(account, identity_id=held[0].id)
        await store.apply((OpenSession(session),))
        unknown = letting_go(held[0], identity_id=IdentityId(an_id()))
        assert await outcome(store, kicking(held[0]), unknown) == "conflict"
        assert await store.live_sessions(account.id, now=NOON) == [session]
