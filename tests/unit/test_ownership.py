"""A number that may have changed hands: how its owner shows that its account is hers."""

import pytest

from domain.model.errors import TicketRejected, Undecided
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_errors import PasswordMismatch
from tests.unit.telephone import (
    HERE,
    PASSWORD,
    Telephone,
    checked,
    let_it_rest,
    offers_of,
    outcome_of,
)

pytestmark = pytest.mark.anyio


async def go_on(house, ticket, password=None):
    prove = house.use_cases.phones.prove_ownership
    return await prove(ticket, password=password, client=HERE)


async def claim(house, ticket):
    return await house.use_cases.phones.claim(ticket, client=HERE)


async def test_her_password_opens_it_and_proves_the_number_anew(house, phone):
    first = await phone.with_password()
    let_it_rest(house)
    signed_in = await go_on(house, await checked(phone.sign_in()), PASSWORD)
    assert signed_in.account.id == first.account.id
    assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN


async def test_a_wrong_password_does_not_and_leaves_the_ticket(house, phone):
    await phone.with_password()
    let_it_rest(house)
    ticket = await checked(phone.sign_in())
    with pytest.raises(PasswordMismatch):
        await go_on(house, ticket, "somebody else's")
    await go_on(house, ticket, PASSWORD)


async def test_a_ticket_is_used_once(house, phone):
    await phone.sign_in()
    let_it_rest(house)
    ticket = await checked(phone.sign_in())
    await go_on(house, ticket)
    for use in (go_on, claim):
        with pytest.raises(TicketRejected):
            await use(house, ticket)


async def test_a_ticket_lives_for_ten_minutes(house, phone):
    await phone.sign_in()
    let_it_rest(house)
    ticket = await checked(phone.sign_in())
    house.clock.advance(minutes=10)
    with pytest.raises(TicketRejected):
        await go_on(house, ticket)


async def test_with_her_password_the_wechat_beside_it_comes_along(house, phone):
    first = await phone.with_password()
    let_it_rest(house)
    await go_on(house, await checked(phone.press("oA")), PASSWORD)
    assert (await house.sign_in("oA")).account.id == first.account.id


async def test_her_word_is_enough_where_nothing_else_opens_the_account(house, phone):
    first = await phone.sign_in()
    let_it_rest(house)
    signed_in = await go_on(house, await checked(phone.sign_in()))
    assert signed_in.account.id == first.account.id
    assert "number_declared" in house.deeds()


async def test_her_word_proves_nothing_for_the_next_time(house, phone):
    await phone.sign_in()
    let_it_rest(house)
    await go_on(house, await checked(phone.sign_in()))
    await checked(phone.sign_in())


async def test_on_her_word_alone_nothing_is_changed_for_a_day(house, phone):
    await phone.sign_in()
    let_it_rest(house)
    signed_in = await go_on(house, await checked(phone.sign_in()))
    caller = await house.caller(signed_in)
    change = house.use_cases.passwords.change
    for changing in (change(caller, PASSWORD), Telephone(house).bind(caller)):
        with pytest.raises(Undecided) as refused:
            await changing
        assert outcome_of(refused) is Outcome.STEP_UP_REQUIRED


async def test_her_word_is_not_enough_where_there_is_a_password(house, phone):
    await phone.with_password()
    let_it_rest(house)
    await checked(go_on(house, await checked(phone.sign_in())))


async def test_her_word_merges_nothing(house, phone):
    """Who says at her WeChat session that a number's account is hers has not proven it."""
    first = await phone.sign_in()
    let_it_rest(house)
    caller = await house.caller(await house.sign_in("oA"))
    signed_in = await go_on(house, await checked(phone.bind(caller)))
    assert signed_in.account.id == first.account.id
    assert Offer.MERGE not in offers_of(signed_in)
