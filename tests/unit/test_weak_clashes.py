"""A number that only WeChat vouches for shows nothing of an account that it would clash with."""

import pytest

from domain.model.outcomes import Offer, Outcome
from domain.model.policy import Policy
from tests.unit.household import Household
from tests.unit.pair import refusal_of
from tests.unit.telephone import Telephone, offers_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def house():
    return Household(policy=Policy(trust_phone_button=False))


@pytest.fixture
async def phone(house):
    """Return a number whose new owner has an account with it and with a WeChat."""
    phone = Telephone(house)
    await phone.bind(await house.caller(await house.sign_in("oV", "uV")))
    return phone


@pytest.fixture
async def caller(house, phone):
    """Return who had the number before, whose WeChat shows it still."""
    return await house.caller(await house.sign_in("oX", "uX"))


async def test_by_the_button_there_is_nothing_to_merge(phone, caller):
    refused = await refusal_of(phone.bind_by_button(caller))
    assert refused.outcome is Outcome.IDENTITY_CONFLICT
    assert offers_of(refused) == [Offer.KEEP_SEPARATE, Offer.CONFIRM_BY_SMS]


async def test_nor_where_she_has_another_number(house, phone, caller):
    await Telephone(house).bind(caller)
    refused = await refusal_of(phone.bind_by_button(caller))
    assert offers_of(refused) == [Offer.KEEP_SEPARATE, Offer.CONFIRM_BY_SMS]


async def test_no_ticket_among_them_leads_to_that_account(house, phone, caller):
    for offered in (await refusal_of(phone.bind_by_button(caller))).offers:
        assert offered.offer is Offer.CONFIRM_BY_SMS or offered.ticket is None
    kept = {purpose for purpose, _ in house.store.tables.secrets.one_time}
    assert not {one for one in kept if "merge" in one}


async def test_nor_is_there_by_a_text_message_before_one_of_the_two_is_unbound(phone, caller):
    refused = await refusal_of(phone.bind(caller))
    assert refused.outcome is Outcome.IDENTITY_CONFLICT
    assert offers_of(refused) == [Offer.KEEP_SEPARATE, Offer.UNBIND_FIRST]
    assert not any(one.ticket for one in refused.offers)
