"""What a store promises of proving an identity anew."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from domain.model.identity import Proof, ProofMethod
from domain.model.values import IdentityId
from ports.writes import BindIdentity, OpenAccount, RenewProof, SupersedeIdentity
from tests.builders import (
    NOON,
    a_phone,
    a_unionid,
    an_account,
    an_id,
    an_identity,
    bound,
    letting_go,
    opening,
)
from tests.contracts.stored.outcome import LATER, TICK, outcome

RENEWED = Proof(ProofMethod.SMS, LATER + TICK)


async def holding(store, identity, **changes):
    """Put an account with this identity into the store; return both, bound."""
    account = an_account()
    held = bound(identity, account, **changes)
    await store.apply((OpenAccount(account), BindIdentity(held)))
    return account, held


class ProofContract:
    @pytest.mark.parametrize("method", ProofMethod)
    async def test_how_and_when_an_identity_was_proven_comes_back(self, store, method):
        account, number = an_account(), a_phone()
        proof = Proof(method, NOON - timedelta(days=90) + TICK)
        held = bound(number, account, proof=proof)
        await store.apply((OpenAccount(account), BindIdentity(held)))
        (holder,) = await store.holders([number], now=NOON)
        assert holder.holds[number].proof == proof
        assert await store.identities_of(account.id) == [held]

    async def test_a_renewed_proof_is_told_and_nothing_else_changes(self, store):
        account, held = await holding(store, a_phone())
        other = bound(a_unionid(), account)
        await store.apply((BindIdentity(other),))
        await store.apply((RenewProof(account.id, held.id, RENEWED),))
        renewed = attrs.evolve(held, proof=RENEWED)
        (holder,) = await store.holders([held.identity], now=NOON)
        assert holder.holds == {held.identity: renewed}
        assert holder.account == account
        assert set(await store.identities_of(account.id)) == {renewed, other}

    async def test_a_proof_renewed_twice_is_as_good_as_once(self, store):
        account, held = await holding(store, a_phone())
        for _ in range(2):
            await store.apply((RenewProof(account.id, held.id, RENEWED),))
        assert await store.identities_of(account.id) == [attrs.evolve(held, proof=RENEWED)]

    async def test_a_superseded_identity_can_be_proven_anew(self, store):
        account, held = await holding(store, an_identity())
        await store.apply((SupersedeIdentity(account.id, held.identity.place),))
        await store.apply((RenewProof(account.id, held.id, RENEWED),))
        expected = attrs.evolve(held, proof=RENEWED, superseded=True)
        assert await store.identities_of(account.id) == [expected]

    async def test_what_another_account_holds_is_not_proven_for_this_one(self, store):
        account, held = await holding(store, a_phone())
        other, _ = await holding(store, a_phone())
        assert await outcome(store, RenewProof(other.id, held.id, RENEWED)) == "conflict"
        assert await store.identities_of(account.id) == [held]

    async def test_what_nobody_holds_is_not_proven(self, store):
        account = an_account()
        await store.apply(opening(account, a_phone()))
        unknown = RenewProof(account.id, IdentityId(an_id()), RENEWED)
        assert await outcome(store, unknown) == "conflict"

    async def test_what_was_released_is_not_proven(self, store):
        account, held = await holding(store, a_phone())
        await store.apply((letting_go(held),))
        assert await outcome(store, RenewProof(account.id, held.id, RENEWED)) == "conflict"
        assert await store.identities_of(account.id) == []

    @pytest.mark.parametrize("method", ProofMethod)
    @pytest.mark.parametrize("before", [timedelta(0), TICK, timedelta(days=100)])
    async def test_a_later_proof_stays(self, store, method, before):
        account, held = await holding(store, a_phone())
        late = Proof(method, NOON - before)
        assert await outcome(store, RenewProof(account.id, held.id, late)) == "applied"
        assert await store.identities_of(account.id) == [held]

    @pytest.mark.parametrize("after", [-timedelta(days=1), timedelta(0), TICK])
    async def test_a_mere_claim_gives_way_to_any_proof(self, store, after):
        claim = Proof(ProofMethod.CLAIMED, NOON)
        account, held = await holding(store, a_phone(), proof=claim)
        proof = Proof(ProofMethod.SMS, NOON + after)
        await store.apply((RenewProof(account.id, held.id, proof),))
        assert await store.identities_of(account.id) == [attrs.evolve(held, proof=proof)]

    async def test_of_many_proofs_at_once_the_latest_stays(self, store):
        account, held = await holding(store, a_phone())
        moments = [NOON + n * TICK for n in (7, 3, 19, 11, 1, 5, 17, 13)]
        renewals = [RenewProof(account.id, held.id, Proof(ProofMethod.SMS, at)) for at in moments]
        await asyncio.gather(*(store.apply((one,)) for one in renewals))
        (renewed,) = await store.identities_of(account.id)
        assert renewed.proof == Proof(ProofMethod.SMS, max(moments))
