"""What a store promises of accounts."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.model.account import Account, AccountStatus
from domain.model.profile import Profile
from domain.model.values import AccountId
from ports.writes import ChangeAccount, OpenAccount
from tests.builders import an_account, an_id
from tests.contracts.stored.outcome import outcome


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

    @pytest.mark.parametrize(
        "change", [Account.suspended, Account.dormant, Account.signed_out, Account.touched]
    )
    async def test_every_change_is_stored_whole(self, store, change):
        account = an_account(version=7, epoch=3)
        await store.apply((OpenAccount(account),))
        await store.apply((ChangeAccount(change(account), read_at=7),))
        assert await store.account(account.id) == change(account)

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
