"""Ways into an account that cannot be given up, and by whom (table T12)."""

import asyncio

import pytest

from domain.model.errors import NotSignedIn, Undecided
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.policy import Policy
from domain.model.values import IdentityId
from tests.builders import an_id
from tests.unit.pair import Look, grow_old, refusal_of
from tests.unit.telephone import let_it_rest, offers_of
from tests.unit.ways_in import drop_password, set_password, unbind

pytestmark = pytest.mark.anyio
LAST = [Offer.BIND_PHONE, Offer.SET_PASSWORD, Offer.CLOSE_ACCOUNT]


class TestWhatIsLeft:
    async def test_the_last_way_in_stays(self, house, phone):
        for here, kind in (
            (await house.sign_in("oA", "uA"), IdentityKind.WECHAT_UNIONID),
            (await house.sign_in("oA", "uA"), IdentityKind.WECHAT_OPENID),
            (await phone.sign_in(), IdentityKind.PHONE),
        ):
            before = await Look.at(house, here.account.id)
            refused = await refusal_of(unbind(house, here, kind))
            assert refused.outcome is Outcome.LAST_LOGIN_METHOD
            assert offers_of(refused) == LAST
            assert await Look.at(house, here.account.id) == before

    async def test_a_password_without_a_number_is_none(self, house, phone):
        here = await phone.with_password()
        refused = await refusal_of(unbind(house, here, IdentityKind.PHONE))
        assert refused.outcome is Outcome.LAST_LOGIN_METHOD

    async def test_a_stale_number_alone_is_none_that_can_be_used(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        here = await house.sign_in("oA")
        refused = await refusal_of(unbind(house, here, IdentityKind.WECHAT_OPENID))
        assert refused.outcome is Outcome.REFRESH_REMAINING_METHOD
        await phone.bind(await house.caller(here))
        await unbind(house, here, IdentityKind.WECHAT_OPENID)

    async def test_nor_is_one_that_a_button_told(self, house, phone):
        house.policy = Policy(trust_phone_button=False)
        here = await phone.press("oA")
        refused = await refusal_of(unbind(house, here, IdentityKind.WECHAT_OPENID))
        assert refused.outcome is Outcome.REFRESH_REMAINING_METHOD

    async def test_a_password_beside_it_makes_it_none_either(self, house, phone):
        """The next holder of the number could claim it, and the password would open nothing."""
        await set_password(house, await phone.press("oA"))
        let_it_rest(house)
        here = await house.sign_in("oA")
        refused = await refusal_of(unbind(house, here, IdentityKind.WECHAT_OPENID))
        assert refused.outcome is Outcome.REFRESH_REMAINING_METHOD
        assert offers_of(refused) == [Offer.REFRESH_PHONE]
        assert (await house.sign_in("oA")).account.id == here.account.id

    async def test_of_two_ways_given_up_at_once_one_stays(self, house, phone):
        await phone.press("oA")
        here, there = await house.sign_in("oA"), await phone.sign_in()
        ends = await asyncio.gather(
            unbind(house, there, IdentityKind.WECHAT_OPENID),
            unbind(house, here, IdentityKind.PHONE),
            return_exceptions=True,
        )
        assert ends.count(None) == 1
        assert any(isinstance(end, NotSignedIn | Undecided) for end in ends)
        assert await house.store.identities_of(here.account.id)


class TestWhoMay:
    @pytest.fixture
    async def here(self, phone):
        return await phone.press("oA")

    async def test_whoever_proved_herself_lately(self, house, phone, here):
        await set_password(house, here)
        grow_old(house)
        for deed in (unbind(house, here, IdentityKind.PHONE), drop_password(house, here)):
            refused = await refusal_of(deed)
            assert refused.outcome is Outcome.STEP_UP_REQUIRED
            assert set(offers_of(refused)) == {
                Offer.STEP_UP_BY_WECHAT,
                Offer.STEP_UP_BY_PASSWORD,
                Offer.STEP_UP_BY_SMS,
            }

    async def test_nobody_unbinds_what_is_another_persons(self, house, here):
        stranger = await house.caller(await house.sign_in("oX"))
        own = await house.store.identities_of(here.account.id)
        for identity_id in (own[0].id, IdentityId(an_id())):
            refused = await refusal_of(house.identities.unbind(stranger, identity_id))
            assert refused.outcome is Outcome.NOT_BOUND
        assert await house.store.identities_of(here.account.id) == own

    async def test_nobody_at_a_session_that_has_ended(self, house, here):
        caller = await house.caller(here)
        own = await house.store.identities_of(here.account.id)
        await house.suspend(here.account.id)
        with pytest.raises(NotSignedIn):
            await house.identities.unbind(caller, own[0].id)
