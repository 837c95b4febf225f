"""Two accounts of one person that stay two until she says so herself."""

import pytest

from domain.model.outcomes import Offer, Outcome
from domain.model.policy import AutoMerge, Policy
from domain.usecases.steps.code_prover import LoginCode
from tests.unit.pair import grow_old, refusal_of
from tests.unit.telephone import offers_of

pytestmark = pytest.mark.anyio


def nothing_is_merged(house):
    return not house.store.tables.cases.rows


async def young_and_old(house):
    """Return a young X and an old Y, and sign in by what leads to both."""
    await house.sign_in("oB", "uB", app="club")
    grow_old(house)
    x = await house.sign_in("oA")
    return x, await house.sign_in("oA", "uB")


async def test_where_the_policy_is_never(house, phone):
    house.policy = Policy(auto_merge=AutoMerge.NEVER)
    x, both = await young_and_old(house)
    assert (both.account.id, offers_of(both)) == (x.account.id, [Offer.MERGE])
    await phone.sign_in()
    assert offers_of(await phone.press("oA")) == [Offer.MERGE]
    refused = await refusal_of(phone.bind(await house.caller(await house.sign_in("oA"))))
    assert refused.outcome is Outcome.MERGE_REQUIRED
    caller = await house.caller(await phone.sign_in())
    shown = LoginCode("shop", house.vendor.press("oA"))
    refused = await refusal_of(house.identities.bind_openid(caller, shown))
    assert refused.outcome is Outcome.MERGE_REQUIRED
    assert nothing_is_merged(house)


async def test_where_both_have_a_wechat_of_the_place(house, phone):
    await phone.press("oB")
    young = await house.sign_in("oA")
    refused = await refusal_of(phone.bind(await house.caller(young)))
    assert refused.outcome is Outcome.IDENTITY_CONFLICT
    caller = await house.caller(await phone.sign_in())
    shown = LoginCode("shop", house.vendor.press("oA"))
    refused = await refusal_of(house.identities.bind_openid(caller, shown))
    assert refused.outcome is Outcome.IDENTITY_CONFLICT
    assert nothing_is_merged(house)


@pytest.mark.parametrize(("early", "merges"), [(1, True), (0, False)])
async def test_once_it_is_ten_minutes_old(house, early, merges):
    await house.sign_in("oB", "uB", app="club")
    grow_old(house)
    await house.sign_in("oA")
    house.clock.advance(minutes=10, microseconds=-early)
    both = await house.sign_in("oA", "uB")
    assert (both.merge is not None) == merges


async def test_once_it_has_a_number_of_its_own(house, phone):
    await house.sign_in("oB", "uB", app="club")
    grow_old(house)
    await phone.press("oA")
    assert (await house.sign_in("oA", "uB")).merge is None


async def test_once_a_second_wechat_signs_in_to_it(house, phone):
    await phone.sign_in()
    grow_old(house)
    await house.sign_in("oA", "uA")
    await house.sign_in("oB", "uA", app="club")
    assert offers_of(await phone.press("oA", "uA")) == [Offer.MERGE]


async def test_from_a_session_that_is_not_fresh(house, phone):
    await phone.sign_in()
    grow_old(house)
    caller = await house.caller(await house.sign_in("oA"))
    house.clock.advance(minutes=9, seconds=1)
    # The code takes a minute to ask for, so the account has grown old with its session.
    assert (await refusal_of(phone.bind(caller))).outcome is Outcome.STEP_UP_REQUIRED
