"""What a store promises of passwords. It keeps hashes, and knows nothing of what they mean."""

import asyncio

import pytest

from domain.model.session import EndReason
from ports.secret_writes import DropPassword, KeepPassword, SetPassword
from ports.writes import EndOtherSessions, OpenAccount, OpenSession
from tests.builders import NOON, a_limit, a_phone, a_session, an_account, hitting, opening
from tests.contracts.stored.outcome import LATER, applied_at_once, outcome

OLD, NEW, BETTER = "$old$v=1$c2FsdA$aGFzaA", "$new$'\"\\%", "$better$" + "x" * 248
ONE = a_limit(1)


async def with_password(store, hashed=OLD):
    account = an_account()
    await store.apply((OpenAccount(account), SetPassword(account.id, hashed)))
    return account


class PasswordContract:
    async def test_nobody_has_a_password_unasked(self, store):
        account, number = an_account(), a_phone()
        assert await store.password(account.id) is None
        await store.apply(opening(account, number))
        assert await store.password(account.id) is None
        (holder,) = await store.holders([number], now=NOON)
        assert holder.has_password is False

    async def test_a_password_comes_back(self, store):
        number = a_phone()
        account = an_account()
        await store.apply((*opening(account, number), SetPassword(account.id, OLD)))
        assert await store.password(account.id) == OLD
        (holder,) = await store.holders([number], now=NOON)
        assert holder.has_password is True

    async def test_a_password_is_told_of_its_own_account_alone(self, store):
        (one, other), numbers = (an_account(), an_account()), (a_phone(), a_phone())
        await store.apply((*opening(one, numbers[0]), SetPassword(one.id, OLD)))
        await store.apply(opening(other, numbers[1]))
        holders = await store.holders(numbers, now=NOON)
        told = {holder.account.id: holder.has_password for holder in holders}
        assert told == {one.id: True, other.id: False}

    async def test_a_password_takes_the_place_of_any_other(self, store):
        account = await with_password(store)
        for hashed in (NEW, BETTER, BETTER):
            await store.apply((SetPassword(account.id, hashed),))
            assert await store.password(account.id) == hashed

    async def test_accounts_have_passwords_of_their_own(self, store):
        first, second = await with_password(store), await with_password(store)
        await store.apply((SetPassword(first.id, NEW),))
        assert await store.password(second.id) == OLD

    async def test_a_hash_is_replaced_by_a_better_one(self, store):
        account, other = await with_password(store), await with_password(store)
        await store.apply((KeepPassword(account.id, OLD, BETTER),))
        assert await store.password(account.id) == BETTER
        assert await store.password(other.id) == OLD

    async def test_a_password_may_be_kept_as_it_is(self, store):
        account = await with_password(store)
        for _ in range(2):
            assert await outcome(store, KeepPassword(account.id, OLD, OLD)) == "applied"
            assert await store.password(account.id) == OLD

    @pytest.mark.parametrize("better", [OLD, NEW, BETTER])
    async def test_nothing_rests_on_a_password_that_was_changed(self, store, better):
        account = await with_password(store)
        await store.apply((SetPassword(account.id, NEW),))
        keeping = KeepPassword(account.id, OLD, better)
        assert await outcome(store, hitting(ONE), keeping) == "conflict"
        assert await store.password(account.id) == NEW
        assert await store.hits(ONE, "somebody", now=NOON) is None

    @pytest.mark.parametrize("better", [OLD, BETTER])
    async def test_nothing_rests_on_a_password_that_is_not_there(self, store, better):
        account, _ = an_account(), await with_password(store)
        await store.apply((OpenAccount(account),))
        assert await outcome(store, KeepPassword(account.id, OLD, better)) == "conflict"
        assert await store.password(account.id) is None

    async def test_a_password_that_is_dropped_has_gone(self, store):
        account, other = await with_password(store), await with_password(store)
        for _ in range(2):
            assert await outcome(store, DropPassword(account.id)) == "applied"
            assert await store.password(account.id) is None
        assert await store.password(other.id) == OLD
        assert await outcome(store, KeepPassword(account.id, OLD, OLD)) == "conflict"

    async def test_what_fails_beside_it_drops_no_password(self, store):
        account, stale = await with_password(store), await with_password(store, NEW)
        keeping = KeepPassword(stale.id, OLD, OLD)
        assert await outcome(store, DropPassword(account.id), keeping) == "conflict"
        assert await store.password(account.id) == OLD

    async def test_of_many_better_hashes_one_is_kept(self, store):
        account = await with_password(store)
        keeps = [KeepPassword(account.id, OLD, f"$better${n}") for n in range(16)]
        assert await applied_at_once(store, keeps) == 1

    async def test_of_many_who_keep_it_as_it_is_none_hinders_another(self, store):
        account = await with_password(store)
        keeps = [KeepPassword(account.id, OLD, OLD)] * 16
        assert await applied_at_once(store, keeps) == 16

    async def test_a_new_password_is_never_lost_to_one_that_is_kept(self, store):
        for better in (OLD, BETTER) * 8:
            account = await with_password(store)
            keeps = [KeepPassword(account.id, OLD, better)] * 16
            writes = [*keeps[:8], SetPassword(account.id, NEW), *keeps[8:]]
            outcomes = await asyncio.gather(*(outcome(store, one) for one in writes))
            assert outcomes[8] == "applied"
            assert await store.password(account.id) == NEW

    async def test_who_signs_in_by_the_old_password_did_so_before_the_new_one(self, store):
        """For a new password ends every session there is: one opened later would be left."""
        for _ in range(20):
            account = an_account()
            await store.apply((*opening(account), SetPassword(account.id, OLD)))
            sign_ins = [
                (KeepPassword(account.id, OLD, OLD), OpenSession(a_session(account)))
                for _ in range(16)
            ]
            leaving = EndOtherSessions(account.id, None, LATER, EndReason.KICKED)
            changing = (SetPassword(account.id, NEW), leaving)
            batches = [*sign_ins[:8], changing, *sign_ins[8:]]
            outcomes = await asyncio.gather(*(outcome(store, *batch) for batch in batches))
            assert outcomes[8] == "applied"
            assert await store.live_sessions(account.id, now=NOON) == []
