"""What a store promises of phone numbers: an account's own is told wherever it is read."""

import attrs
import pytest

from domain.model.identity import Proof, ProofMethod
from ports.writes import BindIdentity, OpenAccount, OpenSession, SupersedeIdentity
from tests.builders import (
    NOON,
    a_phone,
    a_session,
    a_unionid,
    an_account,
    an_identity,
    bound,
    letting_go,
    opening,
)
from tests.contracts.stored.outcome import applied_at_once, outcome


class Line:
    """A number, the account it is bound to beside an openid, and a session there."""

    def __init__(self, **changes):
        self.account, self.openid = an_account(), an_identity()
        self.phone = bound(a_phone(), self.account, **changes)
        self.session = a_session(self.account)

    @property
    def opening(self):
        return (
            *opening(self.account, self.openid),
            BindIdentity(self.phone),
            OpenSession(self.session),
        )

    async def told(self, store):
        """Return the number as a session tells it, and as a look-up by openid does."""
        (holder,) = await store.holders([self.openid], now=NOON)
        return (await store.signed_in(self.session.id)).phone, holder.phone


class PhoneContract:
    @pytest.fixture
    async def line(self, store):
        line = Line()
        await store.apply(line.opening)
        return line

    async def test_an_account_without_a_number_tells_none(self, store):
        account, openid = an_account(), an_identity()
        session = a_session(account)
        await store.apply((*opening(account, openid, a_unionid()), OpenSession(session)))
        (holder,) = await store.holders([openid], now=NOON)
        assert ((await store.signed_in(session.id)).phone, holder.phone) == (None, None)

    @pytest.mark.parametrize("method", ProofMethod)
    async def test_a_number_is_told_proven_or_not(self, store, method):
        line = Line(proof=Proof(method, NOON))
        await store.apply(line.opening)
        assert await line.told(store) == (line.phone.identity.subject,) * 2

    @pytest.mark.parametrize("number", ["+1242555", "+8613800138001", "+999999999999999"])
    async def test_a_number_comes_back_digit_by_digit(self, store, number):
        account = an_account()
        await store.apply(opening(account, a_phone(number)))
        (holder,) = await store.holders([a_phone(number)], now=NOON)
        assert holder.phone == number
        assert await store.holders([a_phone(number[:-1] + "0")], now=NOON) == []

    async def test_a_look_up_by_the_number_tells_it(self, store, line):
        (holder,) = await store.holders([line.phone.identity], now=NOON)
        assert holder.phone == line.phone.identity.subject
        assert holder.holds == {line.phone.identity: line.phone}
        assert holder.places == {line.openid.place, line.phone.identity.place}

    async def test_each_of_two_holders_tells_its_own_number(self, store, line):
        other = Line()
        await store.apply(other.opening)
        holders = await store.holders([line.openid, other.phone.identity], now=NOON)
        assert {holder.account.id: holder.phone for holder in holders} == {
            line.account.id: line.phone.identity.subject,
            other.account.id: other.phone.identity.subject,
        }

    async def test_a_number_that_was_superseded_is_not_told(self, store, line):
        await store.apply((SupersedeIdentity(line.account.id, line.phone.identity.place),))
        assert await line.told(store) == (None, None)

    async def test_a_number_in_the_place_of_another_is_the_one_told(self, store, line):
        number = a_phone()
        replacing = (
            SupersedeIdentity(line.account.id, number.place),
            BindIdentity(bound(number, line.account)),
        )
        await store.apply(replacing)
        assert await line.told(store) == (number.subject,) * 2

    async def test_a_number_that_was_released_is_not_told(self, store, line):
        await store.apply((letting_go(line.phone),))
        assert await line.told(store) == (None, None)

    async def test_a_number_that_moved_is_told_of_its_new_account(self, store, line):
        other = Line()
        moved = attrs.evolve(other.phone, identity=line.phone.identity)
        opened = (*opening(other.account, other.openid), OpenSession(other.session))
        await store.apply((*opened, letting_go(line.phone), BindIdentity(moved)))
        assert await line.told(store) == (None, None)
        assert await other.told(store) == (line.phone.identity.subject,) * 2

    async def test_one_number_has_one_account(self, store, line):
        assert await outcome(store, *opening(an_account(), line.phone.identity)) == "conflict"

    async def test_one_account_has_one_number(self, store, line):
        another = BindIdentity(bound(a_phone(), line.account))
        assert await outcome(store, another) == "conflict"
        assert await line.told(store) == (line.phone.identity.subject,) * 2

    async def test_of_many_accounts_one_gets_the_number(self, store):
        number, accounts = a_phone(), [an_account() for _ in range(20)]
        await store.apply(tuple(map(OpenAccount, accounts)))
        binds = [BindIdentity(bound(number, account)) for account in accounts]
        assert await applied_at_once(store, binds) == 1

    async def test_of_many_numbers_an_account_gets_one(self, store):
        account = an_account()
        await store.apply((OpenAccount(account),))
        binds = [BindIdentity(bound(a_phone(), account)) for _ in range(20)]
        assert await applied_at_once(store, binds) == 1
        assert len(await store.identities_of(account.id)) == 1
