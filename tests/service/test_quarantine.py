"""What was unbound is remembered for a week: before a new account is opened, she is told."""

import pytest

from tests.service.merging import Account
from tests.service.phone_world import account_of, offers_of
from tests.service.world import problem

QUARANTINED = (409, "identity_quarantined")


@pytest.fixture
def unbound(either_town):
    """Return somebody with a name who has unbound her WeChat, and keeps her number."""
    both = Account.with_both(either_town).rename("小林")
    assert both.unbind(both.identity("wechat_openid")).status_code == 204
    return both


def test_she_is_told_which_account_it_was(unbound):
    town = unbound.town
    told = town.login(town.code(unbound.person))
    assert problem(told) == QUARANTINED
    assert told.json()["offers"] == [
        {"action": "relink", "hint": "小***"},
        {"action": "start_afresh"},
    ]


def test_she_starts_afresh(unbound):
    town = unbound.town
    afresh = town.login(town.code(unbound.person), start_afresh=True)
    assert afresh.status_code == 201
    assert account_of(afresh) != unbound.id
    assert town.sign_in(unbound.person)["account"]["id"] == account_of(afresh)


def test_she_signs_in_otherwise_and_binds_it_again(unbound):
    town = unbound.town
    otherwise = Account.of(town, town.by_sms(unbound.number))
    assert otherwise.bind_wechat(unbound.person).json()["code"] == "bound"
    assert unbound.again().id == unbound.id


def test_in_another_app_of_the_platform_too(unbound):
    told = unbound.town.login(unbound.town.code(unbound.person, "club"), "club")
    assert problem(told) == QUARANTINED


def test_by_the_button_her_number_finds_her_account(unbound):
    """Nothing new is opened: WeChat and number are proven together, and are hers."""
    answer = unbound.town.by_button(unbound.person)
    assert account_of(answer) == unbound.id
    assert unbound.again().id == unbound.id


def test_by_the_button_with_another_number_she_is_told(unbound):
    town = unbound.town
    town.control("give_number", person=unbound.person, number=town.number())
    body = {
        "login_code": town.code(unbound.person),
        "phone_code": town.press(unbound.person)["code"],
    }
    told = town.service.post("/v1/wechat/shop/phone-login", json=body)
    assert problem(told) == QUARANTINED
    assert offers_of(told) == ["relink", "start_afresh"]


def test_a_week_later_nobody_asks(unbound):
    unbound.town.clock.advance(days=7)
    assert unbound.town.login(unbound.town.code(unbound.person)).status_code == 201


def test_somebody_else_may_bind_it(unbound):
    other = Account.with_number(unbound.town)
    assert other.bind_wechat(unbound.person).json()["code"] == "bound"
    assert unbound.again().id == other.id


def test_a_replaced_number_is_remembered_and_its_code_is_good_once_more(either_town):
    """Being told costs her nothing: the same code starts afresh."""
    town = either_town
    both = Account.with_both(town).rename("小林")
    assert both.bind_number(town.number()).is_success
    sent = town.text(both.number)
    told = town.service.post("/v1/phone/login", json=sent.signing_in)
    assert problem(told) == QUARANTINED
    assert offers_of(told) == ["relink", "start_afresh"]
    body = {**sent.signing_in, "start_afresh": True}
    afresh = town.service.post("/v1/phone/login", json=body)
    assert afresh.status_code == 201
    assert account_of(afresh) != both.id
