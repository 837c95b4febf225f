"""Bar 29, T5: the carrier says that a number has changed hands."""

import pytest

from tests.service.phone_world import access_of, account_of
from tests.service.world import problem, token_of


@pytest.mark.parametrize("days", [1, 91])
def test_the_carriers_notice_frees_a_number(either_town, days):
    """Fresh or stale: the next to sign in by it gets an account of her own."""
    town = either_town
    person, number = town.with_number()
    account = account_of(town.by_button(person))
    town.clock.advance(days=days)
    by_wechat = town.sign_in(person)
    assert town.release(number).json() == {"code": "number_released"}
    assert town.release(number).json() == {"code": "noop"}
    created = town.by_sms(number)
    assert created.status_code == 201
    assert account_of(created) != account
    assert town.who_am_i(token_of(by_wechat)).json()["phone"] is None
    assert town.sign_in(person)["account"]["id"] == account


def test_the_carriers_notice_leaves_an_account_without_anything_else_dormant(either_town):
    town = either_town
    number = town.number()
    first = town.by_sms(number)
    town.set_password(access_of(first))
    assert town.release(number).json() == {"code": "number_released"}
    assert problem(town.who_am_i(access_of(first))) == (401, "session_kicked")
    assert problem(town.by_password(number)) == (401, "password_mismatch")
    created = town.by_sms(number)
    assert created.status_code == 201
    assert account_of(created) != account_of(first)
    assert problem(town.by_password(number)) == (401, "password_mismatch")


def test_only_a_back_end_speaks_for_the_carrier(town):
    number = town.number()
    token = access_of(town.by_sms(number))
    for bearer in (token, "x" * 32):
        answer = town.ask("POST", "/v1/numbers/release", bearer, {"phone": number})
        assert problem(answer) == (401, "not_signed_in")
    assert town.who_am_i(token).json()["phone"] is not None
