"""What every store promises. A backend's test file is a subclass and one fixture `store`.

A store under test has to be empty, and to speak to its backend for real.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import WriteConflict
from domain.model.identity import Place
from domain.model.profile import Profile
from domain.model.session import EndReason, RefreshState
from domain.model.values import AccountId, Client, SessionId
from ports.store import Store
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    CountKeyTries,
    EndSession,
    OpenAccount,
    OpenSession,
    RotateRefresh,
    SupersedeIdentity,
)
from tests.builders import (
    APP_ID,
    NOON,
    a_session,
    a_session_key,
    a_unionid,
    an_account,
    an_audit_row,
    an_event,
    an_id,
    an_identity,
    an_openid,
    bound,
    keeping,
    opening,
    remembering,
)

pytestmark = pytest.mark.anyio

LATER = NOON + timedelta(hours=1)


async def outcome(store: Store, *batch) -> str:
    try:
        await store.apply(batch)
    except WriteConflict:
        return "conflict"
    return "applied"


class AccountContract:
    async def test_an_account_comes_back_as_it_was(self, store):
        account = an_account(profile=Profile("小明 😀", "https://example.com/a.png"))
        await store.apply((OpenAccount(account),))
        assert await store.account(account.id) == account

    async def test_an_unknown_id_is_nobody(self, store):
        assert await store.account(AccountId(an_id())) is None

    async def test_moments_keep_their_microseconds_and_their_zone(self, store):
        at = datetime(2100, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)
        account = an_account(registered_at=at)
        await store.apply((OpenAccount(account),))
        read = await store.account(account.id)
        assert read.registered_at == at
        assert read.registered_at.utcoffset() == timedelta(0)

    @pytest.mark.parametrize("nickname", ["'; DROP TABLE accounts; --", 'a\\b"c', "  ", "ﷺ" * 64])
    async def test_nasty_names_are_only_names(self, store, nickname):
        account = an_account(profile=Profile(nickname))
        await store.apply((OpenAccount(account),))
        assert (await store.account(account.id)).profile.nickname == nickname

    async def test_one_id_opens_once(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        assert await outcome(store, OpenAccount(account)) == "conflict"

    async def test_a_change_at_the_version_read_is_stored(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        suspended = account.suspended()
        await store.apply((ChangeAccount(suspended, read_at=account.version),))
        assert await store.account(account.id) == suspended

    async def test_a_change_at_an_older_version_is_refused(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        await store.apply((ChangeAccount(account.touched(), read_at=1),))
        assert await outcome(store, ChangeAccount(account.suspended(), read_at=1)) == "conflict"
        assert (await store.account(account.id)).status is AccountStatus.ACTIVE

    async def test_a_change_of_nobody_is_refused(self, store):
        assert await outcome(store, ChangeAccount(an_account(), read_at=1)) == "conflict"

    async def test_of_many_changes_at_one_version_one_wins(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        outcomes = await asyncio.gather(
            *(outcome(store, ChangeAccount(account.touched(), read_at=1)) for _ in range(20))
        )
        assert outcomes.count("applied") == 1
        assert (await store.account(account.id)).version == 2


class IdentityContract:
    async def test_a_holder_is_found_by_any_of_its_identities(self, store):
        account, openid, unionid = an_account(), an_identity(), a_unionid()
        await store.apply(opening(account, openid, unionid))
        for asked in ([openid], [unionid], [openid, unionid], [an_identity(), unionid]):
            (holder,) = await store.holders(asked, now=NOON)
            assert holder.account == account
            assert set(holder.holds) == set(asked) & {openid, unionid}
            assert holder.places == {openid.place, unionid.place}

    async def test_what_is_held_is_what_was_bound(self, store):
        account, openid = an_account(), an_identity()
        one = bound(openid, account)
        await store.apply((OpenAccount(account), BindIdentity(one)))
        (holder,) = await store.holders([openid], now=NOON)
        assert holder.holds == {openid: one}

    async def test_two_accounts_are_two_holders(self, store):
        first, second = an_account(), an_account()
        openid, unionid = an_identity(), a_unionid()
        await store.apply(opening(first, openid))
        await store.apply(opening(second, unionid))
        holders = await store.holders([openid, unionid], now=NOON)
        assert {holder.account.id for holder in holders} == {first.id, second.id}

    async def test_nobody_holds_an_unknown_identity(self, store):
        assert await store.holders([an_identity()], now=NOON) == []

    async def test_case_matters_in_a_subject(self, store):
        await store.apply(opening(an_account(), an_identity("oAbC")))
        await store.apply(opening(an_account(), an_identity("oabc")))
        (upper,) = await store.holders([an_identity("oAbC")], now=NOON)
        (lower,) = await store.holders([an_identity("oabc")], now=NOON)
        assert upper.account.id != lower.account.id

    async def test_one_subject_means_nothing_in_another_app(self, store):
        await store.apply(opening(an_account(), an_identity("oSAME", app_id="wxone")))
        assert await store.holders([an_identity("oSAME", app_id="wxtwo")], now=NOON) == []

    async def test_one_subject_means_nothing_in_another_kind(self, store):
        await store.apply(opening(an_account(), an_identity("oSAME", app_id="same")))
        assert await store.holders([a_unionid("oSAME", platform="same")], now=NOON) == []

    async def test_one_identity_has_one_account(self, store):
        openid = an_identity()
        await store.apply(opening(an_account(), openid))
        assert await outcome(store, *opening(an_account(), openid)) == "conflict"

    async def test_one_place_has_one_identity(self, store):
        account = an_account()
        await store.apply(opening(account, an_identity()))
        assert await outcome(store, BindIdentity(bound(an_identity(), account))) == "conflict"

    async def test_a_superseded_identity_frees_its_place_and_still_belongs(self, store):
        account, old, new = an_account(), an_identity(), an_identity()
        await store.apply(opening(account, old))
        await store.apply(
            (SupersedeIdentity(account.id, old.place), BindIdentity(bound(new, account)))
        )
        (holder,) = await store.holders([old], now=NOON)
        assert holder.account.id == account.id
        assert holder.places == {new.place}
        told = {one.identity: one.superseded for one in await store.identities_of(account.id)}
        assert told == {old: True, new: False}

    async def test_a_place_only_held_by_the_superseded_counts_as_free(self, store):
        account, old = an_account(), an_identity()
        await store.apply(opening(account, old))
        await store.apply((SupersedeIdentity(account.id, old.place),))
        (holder,) = await store.holders([old], now=NOON)
        assert holder.places == frozenset()

    async def test_there_must_be_something_to_supersede(self, store):
        account = an_account()
        await store.apply(opening(account))
        assert (
            await outcome(store, SupersedeIdentity(account.id, an_identity().place)) == "conflict"
        )

    async def test_identities_come_back_whole_oldest_first(self, store):
        account, openid, unionid = an_account(), an_identity(), a_unionid()
        first, second = bound(openid, account), bound(unionid, account)
        first, second = sorted((first, second), key=lambda one: one.id)
        await store.apply((OpenAccount(account), BindIdentity(second), BindIdentity(first)))
        assert await store.identities_of(account.id) == [first, second]

    async def test_places_are_told_once_each(self, store):
        for _ in range(3):
            await store.apply(opening(an_account(), an_identity(), a_unionid()))
        await store.apply(opening(an_account(), an_identity(app_id="wxother")))
        assert await store.places() == {
            an_identity().place,
            a_unionid().place,
            Place(an_identity().kind, "wxother"),
        }

    async def test_of_many_first_sign_ins_one_opens_the_account(self, store):
        openid = an_identity()
        accounts = [an_account() for _ in range(20)]
        outcomes = await asyncio.gather(
            *(outcome(store, *opening(account, openid, sessions=1)) for account in accounts)
        )
        assert outcomes.count("applied") == 1
        (holder,) = await store.holders([openid], now=NOON)
        losers = [account for account in accounts if account.id != holder.account.id]
        assert [await store.account(account.id) for account in losers] == [None] * 19


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


class SessionKeyContract:
    async def test_a_key_comes_back(self, store):
        openid, key = an_openid(), a_session_key()
        await store.apply((keeping(openid, key),))
        assert await store.session_keys(APP_ID, openid) == [key]

    async def test_the_ring_keeps_the_three_newest(self, store):
        openid = an_openid()
        keys = [a_session_key(at=NOON + timedelta(minutes=n)) for n in range(5)]
        for key in keys:
            await store.apply((keeping(openid, key),))
        assert await store.session_keys(APP_ID, openid) == keys[:1:-1]

    async def test_a_key_received_again_is_the_newest_again(self, store):
        openid = an_openid()
        keys = [a_session_key(at=NOON + timedelta(minutes=n)) for n in range(3)]
        for key in (*keys, attrs.evolve(keys[0], received_at=LATER)):
            await store.apply((keeping(openid, key),))
        ring = await store.session_keys(APP_ID, openid)
        assert [key.secret for key in ring] == [keys[n].secret for n in (0, 2, 1)]

    async def test_people_and_apps_have_rings_of_their_own(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        assert await store.session_keys(APP_ID, an_openid()) == []
        assert await store.session_keys("wxother", openid) == []

    async def test_a_key_bears_five_tries(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        seen = []
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            seen.append(len(await store.session_keys(APP_ID, openid)))
        assert seen == [1, 1, 1, 1, 1, 0]

    async def test_a_try_taken_back_does_not_count(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        for _ in range(20):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            assert len(await store.session_keys(APP_ID, openid)) == 1
            await store.apply((CountKeyTries(APP_ID, openid, by=-1),))

    async def test_a_dropped_key_stays_dropped(self, store):
        openid, key = an_openid(), a_session_key()
        await store.apply((keeping(openid, key),))
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
        await store.apply((CountKeyTries(APP_ID, openid, by=-1),))
        await store.apply((keeping(openid, attrs.evolve(key, received_at=LATER)),))
        assert await store.session_keys(APP_ID, openid) == []

    async def test_a_new_key_starts_with_no_failures(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
        fresh = a_session_key(at=LATER)
        await store.apply((keeping(openid, fresh),))
        assert await store.session_keys(APP_ID, openid) == [fresh]

    async def test_of_many_tries_at_once_no_more_than_five_see_a_key(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))

        async def attempt() -> int:
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            return len(await store.session_keys(APP_ID, openid))

        assert sum(await asyncio.gather(*(attempt() for _ in range(40)))) <= 5

    async def test_tries_at_nothing_are_fine(self, store):
        await store.apply((CountKeyTries(APP_ID, an_openid(), by=1),))


class OneTimeContract:
    async def test_what_is_remembered_comes_back(self, store):
        await store.apply((remembering("a code", payload=b"\x00 any bytes \xff"),))
        found = await store.remembered("test", "a code", bound="nonce", now=NOON)
        assert found == b"\x00 any bytes \xff"

    @pytest.mark.parametrize(
        ("purpose", "secret", "bound"),
        [("other", "a code", "nonce"), ("test", "a cod", "nonce"), ("test", "a code", "another")],
    )
    async def test_nothing_else_brings_it_back(self, store, purpose, secret, bound):
        await store.apply((remembering("a code"),))
        assert await store.remembered(purpose, secret, bound=bound, now=NOON) is None

    async def test_it_expires_to_the_microsecond(self, store):
        row = remembering("a code")
        await store.apply((row,))
        just = row.expires_at - timedelta(microseconds=1)
        assert await store.remembered("test", "a code", bound="nonce", now=just) is not None
        assert await store.remembered("test", "a code", bound="nonce", now=row.expires_at) is None

    async def test_a_secret_is_remembered_once(self, store):
        await store.apply((remembering("a code", payload=b"first"),))
        assert await outcome(store, remembering("a code", payload=b"second")) == "conflict"
        found = await store.remembered("test", "a code", bound="nonce", now=NOON)
        assert found == b"first"

    async def test_of_many_at_once_one_is_remembered(self, store):
        outcomes = await asyncio.gather(
            *(outcome(store, remembering("a code")) for _ in range(20))
        )
        assert outcomes.count("applied") == 1


class BatchContract:
    async def test_an_empty_batch_is_fine(self, store):
        await store.apply(())

    async def test_facts_are_stored_with_the_change(self, store):
        account = an_account()
        facts = (an_audit_row(account, cell="T1 N/-", note="微信"), an_event(account))
        await store.apply((*opening(account), *facts))
        assert await outcome(store, facts[0]) == "conflict"
        assert await outcome(store, facts[1]) == "conflict"

    @pytest.mark.parametrize("position", range(7))
    async def test_one_conflict_leaves_nothing(self, store, position):
        """Whatever stands before or behind the write that fails, none of it is stored."""
        taken, account, openid = an_identity(), an_account(), an_identity()
        await store.apply(opening(an_account(), taken))
        session = a_session(account)
        batch = [
            *opening(account, openid),
            OpenSession(session),
            keeping(openid.subject, a_session_key()),
            remembering("a code"),
            an_audit_row(account),
        ]
        batch.insert(max(position, 1), BindIdentity(bound(taken, account)))
        assert await outcome(store, *batch) == "conflict"
        assert await store.account(account.id) is None
        assert await store.holders([openid], now=NOON) == []
        assert await store.signed_in(session.id) is None
        assert await store.session_keys(APP_ID, openid.subject) == []
        assert await store.remembered("test", "a code", bound="nonce", now=NOON) is None
        assert await outcome(store, *opening(account, openid)) == "applied"

    async def test_a_stale_version_takes_the_whole_batch_along(self, store):
        account, openid, unionid = an_account(), an_identity(), a_unionid()
        await store.apply(opening(account, openid))
        await store.apply((ChangeAccount(account.touched(), read_at=1),))
        session = a_session(account)
        batch = (
            OpenSession(session),
            BindIdentity(bound(unionid, account)),
            ChangeAccount(account.touched(), read_at=1),
        )
        assert await outcome(store, *batch) == "conflict"
        assert await store.signed_in(session.id) is None
        assert await store.holders([unionid], now=NOON) == []

    async def test_neighbours_do_not_take_each_other_along(self, store):
        taken = an_identity()
        await store.apply(opening(an_account(), taken))
        outcomes = await asyncio.gather(
            *(
                outcome(store, *opening(an_account(), taken if n % 2 else an_identity()))
                for n in range(40)
            )
        )
        assert outcomes == ["applied", "conflict"] * 20


class UpkeepContract:
    async def test_a_purge_deletes_what_can_never_matter_again(self, store):
        account, other = an_account(), an_account()
        ended = a_session(account)
        newest = a_session(account, at=NOON + timedelta(days=1))
        lonely = a_session(other)
        await store.apply((*opening(account), OpenSession(ended), OpenSession(newest)))
        await store.apply((*opening(other), OpenSession(lonely), remembering("a code")))
        await store.apply((EndSession(ended.id, NOON, EndReason.LOGGED_OUT),))
        assert await store.purge(now=NOON + timedelta(days=29)) == 1
        assert await store.purge(now=NOON + timedelta(days=31)) == 1
        assert await store.signed_in(ended.id) is None
        assert await store.signed_in(newest.id) is not None
        assert (await store.signed_in(lonely.id)).last_login_at == NOON

    async def test_a_large_purge_ends(self, store):
        await asyncio.gather(*(store.apply((remembering(f"code {n}"),)) for n in range(1_100)))
        assert await store.purge(now=LATER) == 1_100

    async def test_a_purge_of_nothing_deletes_nothing(self, store):
        await store.apply(opening(an_account(), an_identity(), sessions=2))
        assert await store.purge(now=LATER) == 0


class StorageContract(
    AccountContract,
    IdentityContract,
    SessionContract,
    SessionKeyContract,
    OneTimeContract,
    BatchContract,
    UpkeepContract,
):
    """The whole contract, as one base class."""

    pytestmark = pytest.mark.anyio
