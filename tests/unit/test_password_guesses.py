"""How often a password may be guessed, whichever way."""

import pytest

from domain.model.phone_errors import PasswordLocked, PasswordMismatch
from domain.usecases.step_up import Password
from tests.unit.telephone import HERE, PASSWORD, checked, let_it_rest

pytestmark = pytest.mark.anyio
ANOTHER = "a short walk by East Lake"


async def test_ten_in_a_quarter_of_an_hour_and_no_more(house, phone):
    await phone.with_password()
    for _ in range(10):
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(ANOTHER)
    with pytest.raises(PasswordLocked) as locked:
        await phone.sign_in_by_password(PASSWORD)
    assert locked.value.retry_after == 900
    house.clock.advance(seconds=900)
    await phone.sign_in_by_password(PASSWORD)


async def test_every_route_by_number_counts_against_the_same_ten(house, phone):
    await phone.with_password()
    let_it_rest(house)
    ticket = await checked(phone.sign_in())
    prove = house.use_cases.phones.prove_ownership
    for _ in range(5):
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(ANOTHER)
        with pytest.raises(PasswordMismatch):
            await prove(ticket, password=ANOTHER, client=HERE)
    with pytest.raises(PasswordLocked):
        await prove(ticket, password=PASSWORD, client=HERE)
    with pytest.raises(PasswordLocked):
        await phone.sign_in_by_password(PASSWORD)


async def test_strangers_guesses_do_not_lock_her_own_session_out(house, phone):
    caller = await house.caller(await phone.with_password())
    step_up = house.use_cases.passwords.step_up
    for _ in range(10):
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(ANOTHER)
    for _ in range(9):
        with pytest.raises(PasswordMismatch):
            await step_up(caller, Password(ANOTHER))
    await step_up(caller, Password(PASSWORD))


async def test_a_guess_at_her_session_is_counted_as_well(house, phone):
    caller = await house.caller(await phone.with_password())
    step_up = house.use_cases.passwords.step_up
    for _ in range(10):
        with pytest.raises(PasswordMismatch):
            await step_up(caller, Password(ANOTHER))
    with pytest.raises(PasswordLocked):
        await step_up(caller, Password(PASSWORD))


async def test_what_was_right_does_not_count(phone):
    await phone.with_password()
    for _ in range(12):
        await phone.sign_in_by_password()


async def test_a_number_that_nobody_has_locks_as_well(phone):
    for _ in range(10):
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password()
    with pytest.raises(PasswordLocked):
        await phone.sign_in_by_password()


async def test_a_hundred_a_day(house, phone):
    for _ in range(10):
        for _ in range(10):
            with pytest.raises(PasswordMismatch):
                await phone.sign_in_by_password()
        house.clock.advance(minutes=15)
    with pytest.raises(PasswordLocked) as locked:
        await phone.sign_in_by_password()
    assert locked.value.retry_after == 24 * 3600 - 10 * 900
