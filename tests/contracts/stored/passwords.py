"""What a store promises of passwords. It keeps hashes, and knows nothing of what they mean."""

import asyncio

from ports.writes import OpenAccount, RehashPassword, SetPassword
from tests.builders import NOON, a_phone, an_account, opening
from tests.contracts.stored.outcome import outcome

OLD, NEW, BETTER = "$old$v=1$c2FsdA$aGFzaA", "$new$'\"\\%", "$better$" + "x" * 248


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
        await store.apply((RehashPassword(account.id, OLD, BETTER),))
        assert await store.password(account.id) == BETTER
        assert await store.password(other.id) == OLD

    async def test_a_password_changed_meanwhile_is_left_alone(self, store):
        account = await with_password(store)
        await store.apply((SetPassword(account.id, NEW),))
        assert await outcome(store, RehashPassword(account.id, OLD, BETTER)) == "applied"
        assert await store.password(account.id) == NEW

    async def test_a_better_hash_gives_nobody_a_password(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        assert await outcome(store, RehashPassword(account.id, OLD, BETTER)) == "applied"
        assert await store.password(account.id) is None

    async def test_a_new_password_is_never_lost_to_a_better_hash(self, store):
        accounts = [await with_password(store) for _ in range(16)]
        await asyncio.gather(
            *(store.apply((RehashPassword(one.id, OLD, BETTER),)) for one in accounts),
            *(store.apply((SetPassword(one.id, NEW),)) for one in accounts),
            *(store.apply((RehashPassword(one.id, OLD, BETTER),)) for one in accounts),
        )
        assert {await store.password(one.id) for one in accounts} == {NEW}
