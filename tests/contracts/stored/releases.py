"""What a store promises of letting an identity go, and the sessions that it opened."""

import asyncio

import attrs
import pytest

from domain.model.session import EndReason
from domain.model.values import IdentityId
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    EndSession,
    EndSessionsBy,
    OpenAccount,
    OpenSession,
    ReleaseIdentity,
    SupersedeIdentity,
)
from tests.builders import (
    NOON,
    a_phone,
    a_session,
    a_unionid,
    an_account,
    an_id,
    an_identity,
    bound,
    opening,
)
from tests.contracts.stored.outcome import LATER, applied_at_once, outcome


def kicking(held, at=LATER):
    return EndSessionsBy(held.account_id, held.id, at, EndReason.KICKED)


class ReleaseContract:
    @pytest.fixture
    async def held(self, store):
        """Two identities that one account holds: a number, and an openid."""
        account = an_account()
        pair = bound(a_phone(), account), bound(an_identity(), account)
        await store.apply((OpenAccount(account), *map(BindIdentity, pair)))
        return pair

    async def test_a_released_identity_is_nobodys(self, store, held):
        phone, openid = held
        await store.apply((ReleaseIdentity(phone.account_id, phone.id),))
        assert await store.holders([phone.identity], now=NOON) == []
        assert await store.identities_of(phone.account_id) == [openid]
        (holder,) = await store.holders([phone.identity, openid.identity], now=NOON)
        assert holder.holds == {openid.identity: openid}
        assert holder.places == {openid.identity.place}

    async def test_a_release_frees_the_place(self, store, held):
        phone, openid = held
        number = a_phone()
        await store.apply((ReleaseIdentity(phone.account_id, phone.id),))
        account = await store.account(phone.account_id)
        await store.apply((BindIdentity(bound(number, account)),))
        (holder,) = await store.holders([number], now=NOON)
        assert holder.places == {number.place, openid.identity.place}

    async def test_a_released_identity_can_be_bound_to_another_account(self, store, held):
        phone, openid = held
        other = an_account()
        rebound = bound(phone.identity, other)
        await store.apply(
            (
                OpenAccount(other),
                ReleaseIdentity(phone.account_id, phone.id),
                BindIdentity(rebound),
            )
        )
        (holder,) = await store.holders([phone.identity], now=NOON)
        assert (holder.account, holder.holds) == (other, {phone.identity: rebound})
        assert await store.identities_of(phone.account_id) == [openid]

    async def test_a_superseded_identity_can_be_released(self, store, held):
        _, openid = held
        await store.apply((SupersedeIdentity(openid.account_id, openid.identity.place),))
        await store.apply((ReleaseIdentity(openid.account_id, openid.id),))
        assert await store.holders([openid.identity], now=NOON) == []

    async def test_an_account_left_by_its_last_identity_is_still_there(self, store, held):
        account = await store.account(held[0].account_id)
        leaving = [ReleaseIdentity(account.id, one.id) for one in held]
        await store.apply((ChangeAccount(account.dormant(), read_at=account.version), *leaving))
        assert await store.account(account.id) == account.dormant()
        assert await store.identities_of(account.id) == []

    async def test_what_another_account_holds_is_not_released(self, store, held):
        phone, _ = held
        other = an_account()
        await store.apply(opening(other, a_phone()))
        assert await outcome(store, ReleaseIdentity(other.id, phone.id)) == "conflict"
        assert phone in await store.identities_of(phone.account_id)

    async def test_what_nobody_holds_is_not_released(self, store, held):
        unknown = ReleaseIdentity(held[0].account_id, IdentityId(an_id()))
        assert await outcome(store, unknown) == "conflict"

    async def test_of_many_releases_one_wins(self, store, held):
        release = ReleaseIdentity(held[0].account_id, held[0].id)
        assert await applied_at_once(store, [release] * 20) == 1

    async def test_of_many_who_take_a_number_over_one_gets_it(self, store, held):
        phone, _ = held
        takers = [an_account() for _ in range(20)]
        await store.apply(tuple(map(OpenAccount, takers)))
        release = ReleaseIdentity(phone.account_id, phone.id)
        binds = [BindIdentity(bound(phone.identity, taker)) for taker in takers]
        outcomes = await asyncio.gather(*(outcome(store, release, bind) for bind in binds))
        assert outcomes.count("applied") == 1
        (holder,) = await store.holders([phone.identity], now=NOON)
        assert holder.account == takers[outcomes.index("applied")]

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
        await store.apply((ReleaseIdentity(account.id, phone.id),))
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
            release = (ReleaseIdentity(account.id, held.id), kicking(held))
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
        await store.apply((ReleaseIdentity(account.id, held[0].id), kicking(held[0])))
        assert await store.live_sessions(account.id, now=NOON) == []

    async def test_a_release_that_fails_ends_no_session(self, store, held):
        account = await store.account(held[0].account_id)
        session = a_session(account, identity_id=held[0].id)
        await store.apply((OpenSession(session),))
        unknown = ReleaseIdentity(account.id, IdentityId(an_id()))
        assert await outcome(store, kicking(held[0]), unknown) == "conflict"
        assert await store.live_sessions(account.id, now=NOON) == [session]
