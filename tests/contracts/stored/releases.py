"""What a store promises of letting an identity go."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from domain.model.identity import Proof, ProofMethod
from domain.model.values import IdentityId
from ports.writes import BindIdentity, ChangeAccount, OpenAccount, RenewProof, SupersedeIdentity
from tests.builders import (
    NOON,
    a_phone,
    an_account,
    an_id,
    bound,
    letting_go,
    opening,
)
from tests.contracts.stored.outcome import LATER, TICK, applied_at_once, outcome
from tests.contracts.stored.pair import Pair


def renewing(held, at=LATER):
    return RenewProof(held.account_id, held.id, Proof(ProofMethod.SMS, at))


class ReleaseContract(Pair):
    async def test_a_released_identity_is_nobodys(self, store, held):
        phone, openid = held
        await store.apply((letting_go(phone),))
        assert await store.holders([phone.identity], now=NOON) == []
        assert await store.identities_of(phone.account_id) == [openid]
        (holder,) = await store.holders([phone.identity, openid.identity], now=NOON)
        assert holder.holds == {openid.identity: openid}
        assert holder.places == {openid.identity.place}

    async def test_a_release_frees_the_place(self, store, held):
        phone, openid = held
        number = a_phone()
        await store.apply((letting_go(phone),))
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
                letting_go(phone),
                BindIdentity(rebound),
            )
        )
        (holder,) = await store.holders([phone.identity], now=NOON)
        assert (holder.account, holder.holds) == (other, {phone.identity: rebound})
        assert await store.identities_of(phone.account_id) == [openid]

    async def test_a_superseded_identity_can_be_released(self, store, held):
        _, openid = held
        await store.apply((SupersedeIdentity(openid.account_id, openid.identity.place),))
        await store.apply((letting_go(openid),))
        assert await store.holders([openid.identity], now=NOON) == []

    async def test_an_account_left_by_its_last_identity_is_still_there(self, store, held):
        account = await store.account(held[0].account_id)
        leaving = map(letting_go, held)
        await store.apply((ChangeAccount(account.dormant(), read_at=account.version), *leaving))
        assert await store.account(account.id) == account.dormant()
        assert await store.identities_of(account.id) == []

    async def test_what_another_account_holds_is_not_released(self, store, held):
        phone, _ = held
        other = an_account()
        await store.apply(opening(other, a_phone()))
        assert await outcome(store, letting_go(phone, account_id=other.id)) == "conflict"
        assert phone in await store.identities_of(phone.account_id)

    async def test_what_nobody_holds_is_not_released(self, store, held):
        unknown = letting_go(held[0], identity_id=IdentityId(an_id()))
        assert await outcome(store, unknown) == "conflict"

    async def test_of_many_releases_one_wins(self, store, held):
        assert await applied_at_once(store, [letting_go(held[0])] * 20) == 1

    async def test_of_many_who_take_a_number_over_one_gets_it(self, store, held):
        phone, _ = held
        takers = [an_account() for _ in range(20)]
        await store.apply(tuple(map(OpenAccount, takers)))
        binds = [BindIdentity(bound(phone.identity, taker)) for taker in takers]
        outcomes = await asyncio.gather(
            *(outcome(store, letting_go(phone), bind) for bind in binds)
        )
        assert outcomes.count("applied") == 1
        (holder,) = await store.holders([phone.identity], now=NOON)
        assert holder.account == takers[outcomes.index("applied")]

    async def test_what_was_proven_since_is_not_released(self, store, held):
        phone, openid = held
        await store.apply((renewing(phone, NOON + TICK),))
        assert await outcome(store, letting_go(phone)) == "conflict"
        proven = attrs.evolve(phone, proof=Proof(ProofMethod.SMS, NOON + TICK))
        assert set(await store.identities_of(phone.account_id)) == {proven, openid}
        assert await outcome(store, letting_go(proven)) == "applied"

    @pytest.mark.parametrize("seen", [NOON, NOON + TICK, LATER])
    async def test_what_was_proven_before_is_released(self, store, held, seen):
        assert await outcome(store, letting_go(held[0], proved_at=seen)) == "applied"

    async def test_what_was_proven_later_than_was_seen_is_not_released(self, store, held):
        for seen in (NOON - TICK, NOON - timedelta(days=365)):
            assert await outcome(store, letting_go(held[0], proved_at=seen)) == "conflict"
        (holder,) = await store.holders([held[0].identity], now=NOON)
        assert holder.holds == {held[0].identity: held[0]}

    async def test_a_release_that_is_refused_leaves_nothing_of_its_batch(self, store, held):
        phone, openid = held
        account = await store.account(phone.account_id)
        other = an_account()
        await store.apply((renewing(phone),))
        taking_over = (
            OpenAccount(other),
            ChangeAccount(account.touched(), read_at=account.version),
            letting_go(openid),
            letting_go(phone),
            BindIdentity(bound(phone.identity, other)),
        )
        assert await outcome(store, *taking_over) == "conflict"
        assert await store.account(other.id) is None
        assert await store.account(account.id) == account
        assert openid in await store.identities_of(account.id)

    async def test_a_release_beside_a_new_proof_is_one_of_the_two(self, store):
        for _ in range(40):
            account, number = an_account(), a_phone()
            held = bound(number, account)
            await store.apply((OpenAccount(account), BindIdentity(held)))
            writes = [letting_go(held), *[renewing(held)] * 3]
            outcomes = await asyncio.gather(*(outcome(store, one) for one in writes))
            released = outcomes[0] == "applied"
            assert outcomes[1:] == ["conflict" if released else "applied"] * 3
            assert (await store.holders([number], now=NOON) == []) is released

    async def test_a_number_moves_or_is_proven_anew_but_never_both(self, store):
        for n in range(40):
            account, taker = an_account(), an_account()
            held = bound(a_phone(), account)
            await store.apply((OpenAccount(account), OpenAccount(taker), BindIdentity(held)))
            moving = (letting_go(held), BindIdentity(bound(held.identity, taker)))
            ends = {taker: moving, account: (renewing(held),)}
            owners = [taker, account] if n % 2 else [account, taker]
            outcomes = await asyncio.gather(*(outcome(store, *ends[one]) for one in owners))
            assert sorted(outcomes) == ["applied", "conflict"]
            (holder,) = await store.holders([held.identity], now=NOON)
            assert holder.account == owners[outcomes.index("applied")]
