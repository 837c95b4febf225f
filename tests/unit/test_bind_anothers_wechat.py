"""A WeChat that signs in to another account is to come to the caller's (table T7)."""

import pytest

from domain.model.account import AccountStatus
from domain.model.outcomes import Offer, Outcome
from tests.unit.pair import grow_old, merge, merge_ticket_of, put, refusal_of
from tests.unit.telephone import offers_of
from tests.unit.ways_in import bind_wechat

pytestmark = pytest.mark.anyio


async def test_two_accounts_are_merged_only_when_she_says_so(house, phone):
    q = await house.sign_in("oA")
    s = await phone.sign_in()
    grow_old(house)
    here = await phone.sign_in()
    refused = await refusal_of(bind_wechat(house, here, "oA"))
    assert refused.outcome is Outcome.MERGE_REQUIRED
    assert offers_of(refused) == [Offer.MERGE, Offer.CANCEL]
    assert (await house.sign_in("oA")).account.id == q.account.id
    merged = await merge(house, await house.caller(here), merge_ticket_of(refused))
    assert merged.account.id == s.account.id


async def test_it_takes_a_fresh_proof_to_be_offered_it(house, phone):
    await house.sign_in("oA")
    here = await phone.sign_in()
    grow_old(house)
    refused = await refusal_of(bind_wechat(house, here, "oA"))
    assert refused.outcome is Outcome.STEP_UP_REQUIRED


@pytest.mark.parametrize("replace", [False, True])
async def test_two_wechats_have_no_room_on_one_account(house, replace):
    await house.sign_in("oB")
    here = await house.sign_in("oA")
    refused = await refusal_of(bind_wechat(house, here, "oB", replace=replace))
    assert refused.outcome is Outcome.IDENTITY_CONFLICT
    assert offers_of(refused) == [Offer.KEEP_SEPARATE]


async def test_a_banned_persons_is_not_to_be_had_and_the_trail_says_so(house, phone):
    await house.suspend((await house.sign_in("oA", "uA")).account.id)
    here = await phone.sign_in()
    for openid, unionid in (("oA", None), ("oNEW", "uA")):
        refused = await refusal_of(bind_wechat(house, here, openid, unionid))
        assert refused.outcome is Outcome.IDENTITY_UNAVAILABLE
    assert house.deeds()[-2:] == ["login_refused"] * 2


async def test_that_of_a_closing_account_is_reserved(house, phone):
    q = await house.sign_in("oA")
    await put(house, q.account.id, AccountStatus.CLOSING)
    here = await phone.sign_in()
    refused = await refusal_of(bind_wechat(house, here, "oA"))
    assert refused.outcome is Outcome.IDENTITY_RESERVED
    assert offers_of(refused) == [Offer.RETRY_AFTER_CLOSING]


@pytest.mark.parametrize(("openid", "unionid"), [("oA", "uOTHER"), ("oNEW", "uA")])
async def test_a_young_account_comes_along_with_what_wechat_calls_the_person_now(
    house, phone, openid, unionid
):
    s = await phone.sign_in()
    grow_old(house)
    await house.sign_in("oA", "uA")
    here = await phone.sign_in()
    bound = await bind_wechat(house, here, openid, unionid)
    assert bound.merge is not None
    assert (await house.sign_in(openid)).account.id == s.account.id
