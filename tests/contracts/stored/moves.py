"""What a store promises of giving an identity to another account."""

import asyncio

import attrs
import pytest

from domain.model.identity import Proof, ProofMethod
from domain.model.values import IdentityId
from ports.writes import BindIdentity, MoveIdentity, OpenAccount, RenewProof, SupersedeIdentity
from tests.builders import (
    NOON,
    a_phone,
    an_account,
    an_id,
    an_identity,
    bound,
    consuming,
    letting_go,
    opening,
)
from tests.contracts.stored.merging import moving
from tests.contracts.stored.outcome import LATER, applied_at_once, outcome
from tests.contracts.stored.pair import Pair


class MoveContract(Pair):
    @pytest.fixture
    async def other(self, store):
        """An account that holds nothing."""
        account = an_account()
        await store.apply((OpenAccount(account),))
        return account

    async def test_a_moved_identity_is_the_other_accounts(self, store, held, other):
        phone, openid = held
        await store.apply((moving(phone, other),))
        assert await store.identities_of(phone.account_id) == [openid]
        (holder,) = await store.holders([phone.identity], now=NOON)
        assert (holder.account, holder.phone) == (other, phone.identity.subject)
        assert holder.holds == {phone.identity: attrs.evolve(phone, account_id=other.id)}
        assert holder.places == {phone.identity.place}

    async def test_it_stays_as_it_is(self, store, other):
        left, old, new = an_account(), an_identity(), an_identity()
        held = bound(old, left, proof=Proof(ProofMethod.WX_CODE, LATER))
        await store.apply((OpenAccount(left), BindIdentity(held)))
        await store.apply((SupersedeIdentity(left.id, old.place), BindIdentity(bound(new, left))))
        await store.apply((moving(held, other),))
        moved = attrs.evolve(held, account_id=other.id, superseded=True)
        assert await store.identities_of(other.id) == [moved]

    async def test_it_can_be_moved_back(self, store, held, other):
        phone, openid = held
        await store.apply((moving(phone, other), moving(openid, other)))
        assert set(await store.identities_of(other.id)) == {
            attrs.evolve(one, account_id=other.id) for one in held
        }
        back = (MoveIdentity(other.id, one.id, phone.account_id) for one in held)
        await store.apply(tuple(back))
        assert set(await store.identities_of(phone.account_id)) == set(held)
        assert await store.identities_of(other.id) == []

    async def test_a_move_frees_the_place(self, store, held, other):
        phone, _ = held
        account, number = await store.account(phone.account_id), a_phone()
        await store.apply((moving(phone, other), BindIdentity(bound(number, account))))
        (holder,) = await store.holders([number], now=NOON)
        assert holder.account == account

    async def test_a_place_that_is_filled_takes_no_other(self, store, held, other):
        phone, openid = held
        await store.apply((BindIdentity(bound(a_phone(), other)),))
        batch = (moving(openid, other), moving(phone, other))
        assert await outcome(store, *batch) == "conflict"
        assert set(await store.identities_of(phone.account_id)) == {phone, openid}

    async def test_a_superseded_one_fills_no_place(self, store, held, other):
        _, openid = held
        theirs = bound(an_identity(), other)
        await store.apply((BindIdentity(theirs),))
        await store.apply((SupersedeIdentity(openid.account_id, openid.identity.place),))
        await store.apply((moving(openid, other),))
        assert set(await store.identities_of(other.id)) == {
            theirs,
            attrs.evolve(openid, account_id=other.id, superseded=True),
        }

    async def test_a_place_given_up_in_the_same_batch_is_free(self, store, held, other):
        _, openid = held
        theirs = bound(an_identity(), other)
        await store.apply((BindIdentity(theirs),))
        giving_up = SupersedeIdentity(other.id, theirs.identity.place)
        await store.apply((giving_up, moving(openid, other)))
        (holder,) = await store.holders([openid.identity, theirs.identity], now=NOON)
        told = {one.id: one.superseded for one in holder.holds.values()}
        assert told == {openid.id: False, theirs.id: True}

    async def test_what_another_account_holds_is_not_moved(self, store, held, other):
        third = an_account()
        await store.apply(opening(third))
        theirs = MoveIdentity(third.id, held[0].id, other.id)
        assert await outcome(store, theirs) == "conflict"
        assert held[0] in await store.identities_of(held[0].account_id)

    async def test_what_nobody_holds_is_not_moved(self, store, held, other):
        unknown = attrs.evolve(moving(held[0], other), identity_id=IdentityId(an_id()))
        assert await outcome(store, unknown) == "conflict"

    async def test_what_fails_beside_it_moves_nothing(self, store, held, other):
        assert await outcome(store, moving(held[0], other), consuming("a code")) == "conflict"
        assert set(await store.identities_of(held[0].account_id)) == set(held)
        assert await store.identities_of(other.id) == []

    async def test_of_many_moves_one_wins(self, store, held):
        takers = [an_account() for _ in range(16)]
        await store.apply(tuple(map(OpenAccount, takers)))
        moves = [moving(held[0], taker) for taker in takers]
        assert await applied_at_once(store, moves) == 1
        (holder,) = await store.holders([held[0].identity], now=NOON)
        assert holder.account in takers

    async def test_a_place_is_filled_once_however_many_come(self, store, other):
        numbers = [bound(a_phone(), an_account()) for _ in range(8)]
        for phone in numbers:
            await store.apply((OpenAccount(an_account(id=phone.account_id)), BindIdentity(phone)))
        binds = [BindIdentity(bound(a_phone(), other)) for _ in range(8)]
        moves = [moving(phone, other) for phone in numbers]
        assert await applied_at_once(store, [*moves, *binds]) == 1
        assert len(await store.identities_of(other.id)) == 1

    @pytest.mark.parametrize("change", ["release", "renewal"])
    async def test_a_change_beside_a_move_comes_before_it_or_not_at_all(self, store, change):
        for _ in range(20):
            left, other = an_account(), an_account()
            phone = bound(a_phone(), left)
            await store.apply((OpenAccount(left), OpenAccount(other), BindIdentity(phone)))
            renewed = Proof(ProofMethod.SMS, LATER)
            changing = {
                "release": letting_go(phone),
                "renewal": RenewProof(left.id, phone.id, renewed),
            }[change]
            moved, changed = await asyncio.gather(
                outcome(store, moving(phone, other)), outcome(store, changing)
            )
            assert await store.identities_of(left.id) == []
            found = await store.identities_of(other.id)
            if change == "release":
                assert {moved, changed} == {"applied", "conflict"}
                assert len(found) == (moved == "applied")
            else:
                assert moved == "applied"
                assert (found[0].proof == renewed) == (changed == "applied")
