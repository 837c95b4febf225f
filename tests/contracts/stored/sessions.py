"""What a store promises of sessions and their refresh chains."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from domain.model.account import Account
from domain.model.session import EndReason, RefreshState
from domain.model.values import Client, SessionId
from ports.writes import ChangeAccount, EndSession, OpenSession, ProveSession, RotateRefresh
from tests.builders import NOON, a_session, an_account, an_id, an_identity, opening
from tests.contracts.stored.outcome import LATER, TICK, outcome


class SessionContract:
    async def test_a_session_comes_back_with_its_account(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        read = await store.signed_in(session.id)
        assert (read.session, read.account) == (session, account)
        assert read.last_login_at == session.created_at

    async def test_an_unknown_session_is_none(self, store):
        assert await store.signed_in(SessionId(an_id())) is None

    async def test_the_last_login_is_the_newest_of_any_session(self, store):
        account = an_account()
        old, new = a_session(account), a_session(account, at=LATER)
        await store.apply((*opening(account), OpenSession(new), OpenSession(old)))
        await store.apply((EndSession(new.id, LATER, EndReason.LOGGED_OUT),))
        assert (await store.signed_in(old.id)).last_login_at == LATER

    async def test_strange_devices_come_back_as_they_were(self, store):
        account = an_account()
        client = Client("2001:db8::1", "微信/8.0 \\'\" 🤖" + "x" * 200)
        session = a_session(account, client=client)
        await store.apply((*opening(account), OpenSession(session)))
        assert (await store.signed_in(session.id)).session.client == client

    async def test_what_let_her_in_comes_back(self, store):
        account = an_account()
        session = a_session(account, cell="T3 bearer=active/no")
        await store.apply((*opening(account), OpenSession(session)))
        assert (await store.signed_in(session.id)).session == session
        assert await store.live_sessions(account.id, now=NOON) == [session]

    async def test_live_sessions_come_newest_first(self, store):
        account = an_account()
        ages = [a_session(account, at=NOON + timedelta(minutes=n)) for n in (2, 0, 1)]
        await store.apply((*opening(account), *(OpenSession(one) for one in ages)))
        assert await store.live_sessions(account.id, now=NOON) == [ages[0], ages[2], ages[1]]

    async def test_ended_expired_and_voided_sessions_are_not_live(self, store):
        account = an_account(epoch=2)
        live, ended = a_session(account), a_session(account)
        expired = a_session(account, expires_at=NOON)
        voided = a_session(account, epoch=1)
        await store.apply(
            (
                *opening(account, an_identity("oX")),
                *map(OpenSession, (live, ended, expired, voided)),
            )
        )
        await store.apply((EndSession(ended.id, NOON, EndReason.KICKED),))
        assert await store.live_sessions(account.id, now=NOON) == [live]
        (holder,) = await store.holders([an_identity("oX")], now=NOON)
        assert holder.live_sessions == 1

    async def test_sessions_of_others_are_not_told(self, store):
        account, other = an_account(), an_account()
        await store.apply(opening(account, sessions=1))
        await store.apply(opening(other, sessions=2))
        assert len(await store.live_sessions(account.id, now=NOON)) == 1

    async def test_an_ended_session_keeps_its_first_reason(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        await store.apply((EndSession(session.id, NOON, EndReason.LOGGED_OUT),))
        await store.apply((EndSession(session.id, LATER, EndReason.KICKED),))
        read = (await store.signed_in(session.id)).session
        assert (read.ended_at, read.end_reason) == (NOON, EndReason.LOGGED_OUT)

    @pytest.mark.parametrize("change", [Account.suspended, Account.dormant, Account.signed_out])
    async def test_a_new_epoch_voids_every_session(self, store, change):
        account, openid = an_account(), an_identity()
        await store.apply(opening(account, openid, sessions=3))
        session, *_ = await store.live_sessions(account.id, now=NOON)
        await store.apply((ChangeAccount(change(account), read_at=account.version),))
        assert await store.live_sessions(account.id, now=NOON) == []
        assert (await store.holders([openid], now=NOON))[0].live_sessions == 0
        assert (await store.signed_in(session.id)).ended(NOON) is not None

    async def test_what_is_known_of_the_person_comes_back(self, store):
        account = an_account()
        session = a_session(account, proved_at=LATER + TICK, low_until=LATER + 2 * TICK)
        await store.apply((*opening(account), OpenSession(session)))
        assert (await store.signed_in(session.id)).session == session
        assert await store.live_sessions(account.id, now=NOON) == [session]

    async def test_a_person_proves_herself_anew_at_one_session(self, store):
        account = an_account()
        session, other = a_session(account), a_session(account)
        await store.apply((*opening(account), OpenSession(session), OpenSession(other)))
        for at in (LATER, LATER + TICK, LATER + TICK):
            await store.apply((ProveSession(session.id, at),))
            read = (await store.signed_in(session.id)).session
            assert read == attrs.evolve(session, proved_at=at)
        assert (await store.signed_in(other.id)).session == other

    async def test_nobody_proves_herself_at_a_session_that_has_ended(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        await store.apply((EndSession(session.id, NOON, EndReason.LOGGED_OUT),))
        assert await outcome(store, ProveSession(session.id, LATER)) == "conflict"
        assert (await store.signed_in(session.id)).session.proved_at == NOON

    async def test_nobody_proves_herself_at_an_unknown_session(self, store):
        assert await outcome(store, ProveSession(SessionId(an_id()), NOON)) == "conflict"

    async def test_ending_an_unknown_session_is_fine(self, store):
        await store.apply((EndSession(SessionId(an_id()), NOON, EndReason.LOGGED_OUT),))

    async def test_a_refresh_moves_the_chain_and_the_expiry(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        refresh = RefreshState(b"n" * 32, session.refresh.newest, LATER, b"sealed child")
        await store.apply((RotateRefresh(session.id, session.refresh.newest, refresh, LATER),))
        read = (await store.signed_in(session.id)).session
        assert (read.refresh, read.expires_at) == (refresh, LATER)

    async def test_of_many_refreshes_one_wins(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        outcomes = await asyncio.gather(
            *(
                outcome(
                    store,
                    RotateRefresh(
                        session.id, session.refresh.newest, RefreshState(bytes([n]) * 32), LATER
                    ),
                )
                for n in range(20)
            )
        )
        assert outcomes.count("applied") == 1

    async def test_an_ended_session_is_not_refreshed(self, store):
        account = an_account()
        session = a_session(account)
        await store.apply((*opening(account), OpenSession(session)))
        await store.apply((EndSession(session.id, NOON, EndReason.LOGGED_OUT),))
        rotate = RotateRefresh(session.id, session.refresh.newest, RefreshState(b"n" * 32), LATER)
        assert await outcome(store, rotate) == "conflict"
