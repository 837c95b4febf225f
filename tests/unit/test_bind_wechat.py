"""A WeChat comes to the caller's account (table T7)."""

import asyncio

import pytest

from domain.model.errors import CodeRejected, NotSignedIn, UnknownApp
from domain.model.outcomes import Ended, Offer, Outcome
from domain.usecases.steps.code_prover import LoginCode
from tests.builders import APP_ID
from tests.unit.pair import (
    end_of,
    grow_old,
    refusal_of,
)
from tests.unit.telephone import Telephone, offers_of
from tests.unit.ways_in import bind_wechat, subjects_of

pytestmark = pytest.mark.anyio


class TestNobodysWeChat:
    async def test_it_is_bound_with_its_unionid(self, house, phone):
        here = await phone.sign_in()
        bound = await bind_wechat(house, here, "oA", "uA")
        assert bound.merge is None
        assert bound.signed_in.account == await house.store.account(here.account.id)
        assert await subjects_of(house, here.account.id) == {phone.number, "oA", "uA"}
        assert (await house.sign_in("oA")).account.id == here.account.id
        assert house.deeds() == ["account_created", "identity_bound"]

    async def test_every_other_session_ends(self, house, phone):
        elsewhere, here = await phone.sign_in(), await phone.sign_in()
        await bind_wechat(house, here, "oA")
        assert await house.caller(here)
        assert await end_of(house, elsewhere) is Ended.KICKED

    async def test_it_needs_a_fresh_proof(self, house, phone):
        here = await phone.sign_in()
        grow_old(house)
        refused = await refusal_of(bind_wechat(house, here, "oA"))
        assert refused.outcome is Outcome.STEP_UP_REQUIRED
        assert offers_of(refused) == [Offer.STEP_UP_BY_SMS]
        assert await subjects_of(house, here.account.id) == {phone.number}

    async def test_of_two_accounts_at_once_one_gets_it(self, house, phone):
        sessions = [await one.sign_in() for one in (phone, Telephone(house))]
        ends = await asyncio.gather(
            *(bind_wechat(house, here, "oA") for here in sessions), return_exceptions=True
        )
        won = [end for end in ends if not isinstance(end, Exception)]
        holder = (await house.sign_in("oA")).account.id
        assert [one.signed_in.account.id for one in won] == [holder]

    async def test_a_code_is_spent_once(self, house, phone):
        caller = await house.caller(await phone.sign_in())
        shown = LoginCode("shop", house.vendor.press("oA"))
        await house.identities.bind_openid(caller, shown)
        with pytest.raises(CodeRejected):
            await house.identities.bind_openid(caller, shown)

    async def test_an_app_that_is_none_spends_no_code(self, house, phone):
        here = await phone.sign_in()
        with pytest.raises(UnknownApp):
            await bind_wechat(house, here, "oA", app="nope")
        assert house.vendor.spent == []

    async def test_a_session_that_has_ended_binds_nothing(self, house, phone):
        here = await phone.sign_in()
        caller = await house.caller(here)
        await house.suspend(here.account.id)
        shown = LoginCode("shop", house.vendor.press("oA"))
        with pytest.raises(NotSignedIn):
            await house.identities.bind_openid(caller, shown)
        assert await subjects_of(house, here.account.id) == {phone.number}


class TestHersAlready:
    async def test_nothing_changes_and_no_session_ends(self, house):
        elsewhere, here = await house.sign_in("oA", "uA"), await house.sign_in("oA", "uA")
        grow_old(house)
        bound = await bind_wechat(house, here, "oA", "uA")
        assert bound.signed_in.account == here.account
        assert await house.caller(elsewhere)

    async def test_a_unionid_that_comes_late_is_kept(self, house):
        here = await house.sign_in("oA")
        await bind_wechat(house, here, "oA", "uA")
        assert await subjects_of(house, here.account.id) == {"oA", "uA"}

    async def test_a_unionid_that_differs_changes_nothing_and_is_reported(self, house):
        here = await house.sign_in("oA", "uA")
        await bind_wechat(house, here, "oA", "uOTHER")
        assert await subjects_of(house, here.account.id) == {"oA", "uA"}
        assert house.deeds()[-1] == "unionid_mismatch"

    async def test_another_app_of_the_platform_is_hers_by_the_unionid(self, house):
        here = await house.sign_in("oA", "uA")
        grow_old(house)
        await bind_wechat(house, here, "oB", "uA", app="club")
        assert await subjects_of(house, here.account.id) == {"oA", "uA", "oB"}


class TestAnotherWeChatInItsPlace:
    @pytest.fixture
    async def here(self, house):
        """Return a session of a WeChat account of two apps."""
        await house.sign_in("oA", "uA")
        return await house.sign_in("oB", "uA", app="club")

    async def test_it_stays_unless_she_says_so(self, house, here):
        refused = await refusal_of(bind_wechat(house, here, "oNEW", "uNEW"))
        assert refused.outcome is Outcome.IDENTITY_CONFLICT
        assert offers_of(refused) == [Offer.REPLACE_IDENTITY, Offer.CANCEL]
        assert await subjects_of(house, here.account.id) == {"oA", "oB", "uA"}

    async def test_it_gives_way_whole_and_is_remembered(self, house, here):
        elsewhere = await house.sign_in("oA")
        await bind_wechat(house, here, "oNEW", "uNEW", replace=True)
        assert await subjects_of(house, here.account.id) == {"oNEW", "uNEW"}
        assert "identity_replaced" in house.deeds()
        assert await end_of(house, elsewhere) is Ended.KICKED
        assert await house.store.session_keys(APP_ID, "oA") == []
        assert len(await house.store.session_keys(APP_ID, "oNEW")) == 1
        for openid, app in (("oA", "shop"), ("oB", "club")):
            refused = await refusal_of(house.sign_in(openid, "uA", app=app))
            assert refused.outcome is Outcome.IDENTITY_QUARANTINED

    async def test_the_session_rests_on_what_came_instead(self, house, here):
        await bind_wechat(house, here, "oNEW", "uNEW", replace=True)
        session = (await house.caller(here)).session
        own = await house.store.identities_of(here.account.id)
        assert session.identity_id in {one.id for one in own}

    async def test_it_needs_a_fresh_proof(self, house, here):
        grow_old(house)
        refused = await refusal_of(bind_wechat(house, here, "oNEW", "uNEW", replace=True))
        assert refused.outcome is Outcome.STEP_UP_REQUIRED
