"""What a store promises of identities, and of finding an account by them."""

import asyncio

from domain.model.identity import Place
from ports.writes import BindIdentity, OpenAccount, SupersedeIdentity
from tests.builders import (
    NOON,
    a_unionid,
    an_account,
    an_identity,
    bound,
    opening,
)
from tests.contracts.stored.outcome import outcome


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

    async def test_nobody_holds_nothing(self, store):
        await store.apply(opening(an_account(), an_identity()))
        assert await store.holders([], now=NOON) == []

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
        assert await outcome(store, SupersedeIdentity(account.id, a_unionid().place)) == "conflict"

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
