"""Bar 29, T25: a number comes to somebody else 91 days after it was last proven.

Whoever has it now never enters the account of whoever had it, and she keeps her account.
"""

from tests.service.phone_world import (
    PASSWORD,
    PhoneWorld,
    access_of,
    account_of,
    offers_of,
    ticket_of,
)
from tests.service.world import problem

OWNERSHIP = (409, "ownership_check")
STEP_UP = (403, "step_up_required")
DAYS = 91


def settle(town: PhoneWorld, *, password: bool = False, wechat: bool = True) -> tuple:
    """Let somebody sign in by her number and pass on; return her, the number and the account."""
    person, number = town.with_number()
    first = town.by_button(person) if wechat else town.by_sms(number)
    if password:
        assert town.set_password(access_of(first)).status_code == 204
    town.clock.advance(days=DAYS)
    town.control("take_back_number", number=number)
    return person, number, account_of(first)


def test_a_new_holder_by_sms_is_asked_and_the_old_one_keeps_her_wechat(either_town):
    town = either_town
    person, number, account = settle(town)
    asked = town.by_sms(number)
    assert problem(asked) == OWNERSHIP
    assert offers_of(asked) == ["prove_ownership", "claim_number"]
    assert account not in asked.text
    assert problem(town.go_on(ticket_of(asked), mine=True)) == OWNERSHIP
    assert problem(town.go_on(ticket_of(asked), password=PASSWORD)) == (410, "ticket_rejected")
    assert town.sign_in(person)["account"]["id"] == account


def test_a_new_holder_by_the_button_is_asked_and_claims_it_with_her_wechat(either_town):
    town = either_town
    person, number, account = settle(town)
    newcomer, _ = town.with_number(number)
    asked = town.by_button(newcomer)
    assert problem(asked) == OWNERSHIP
    claimed = town.claim(ticket_of(asked))
    assert claimed.status_code == 201
    assert account_of(claimed) != account
    assert town.sign_in(newcomer)["account"] == claimed.json()["account"]
    assert account_of(town.by_sms(number)) == account_of(claimed)
    old = town.sign_in(person)["account"]
    assert (old["id"], old["phone"]) == (account, None)


def test_a_new_holder_with_an_account_keeps_to_it_and_claims_the_number_for_it(town):
    person, number, account = settle(town)
    newcomer, _ = town.with_number(number)
    hers = town.sign_in(newcomer)["account"]["id"]
    entered = town.by_button(newcomer)
    assert account_of(entered) == hers
    assert offers_of(entered) == ["prove_then_merge", "claim_number"]
    claimed = town.claim(ticket_of(entered))
    assert (account_of(claimed), claimed.json()["code"]) == (hers, "bound")
    assert account_of(town.by_sms(number)) == hers
    assert town.sign_in(person)["account"]["id"] == account


def test_a_word_opens_an_account_of_nothing_but_the_number_and_changes_nothing(either_town):
    """Nobody can tell the old holder from the new: her word opens, and for a day no more."""
    town = either_town
    _, number, account = settle(town, wechat=False)
    asked = town.by_sms(number)
    assert offers_of(asked) == ["declare_mine", "claim_number"]
    entered = town.go_on(ticket_of(asked), mine=True)
    assert account_of(entered) == account
    token = access_of(entered)
    for change in (
        lambda: town.set_password(token),
        lambda: town.bind(token, town.text(town.number(), "bind")),
        lambda: town.step_up(token, sms=town.text(number, "step_up").proving),
        lambda: town.step_up(token, wechat={"app": "shop", "code": town.code(town.somebody())}),
    ):
        assert problem(change()) == STEP_UP
    assert problem(town.by_sms(number)) == OWNERSHIP


def test_a_word_does_not_change_what_the_account_shows(town):
    _, number, _ = settle(town, wechat=False)
    token = access_of(town.go_on(ticket_of(town.by_sms(number)), mine=True))
    assert problem(town.ask("PATCH", "/v1/me", token, {"nickname": "x"})) == STEP_UP


def test_a_word_is_worth_no_more_until_a_day_is_over(town):
    _, number, _ = settle(town, wechat=False)
    entered = town.go_on(ticket_of(town.by_sms(number)), mine=True).json()
    refresh = entered["session"]["refresh_token"]
    town.clock.advance(days=1, seconds=-1)
    session = town.refresh(refresh).json()["session"]
    assert problem(town.set_password(session["access_token"])) == STEP_UP
    town.clock.advance(seconds=1)
    other = town.text(town.number(), "bind")
    assert problem(town.bind(session["access_token"], other)) == STEP_UP


def test_a_password_is_a_second_factor(either_town):
    town = either_town
    _, number, account = settle(town, password=True, wechat=False)
    asked = town.by_sms(number)
    assert offers_of(asked) == ["prove_ownership", "claim_number"]
    ticket = ticket_of(asked)
    wrong = town.go_on(ticket, password=PASSWORD[::-1])
    assert problem(wrong) == (401, "password_mismatch")
    assert account_of(town.go_on(ticket, password=PASSWORD)) == account
    assert account_of(town.by_sms(number)) == account, "the number is fresh again"


def test_a_claim_ends_what_the_old_holder_opened_by_the_number(town):
    _, number = town.with_number()
    town.by_sms(number)
    town.clock.advance(days=DAYS)
    declared = town.go_on(ticket_of(town.by_sms(number)), mine=True)
    asked = town.by_sms(number)
    assert town.claim(ticket_of(asked)).status_code == 201
    assert problem(town.who_am_i(access_of(declared))) == (401, "session_kicked")
    assert problem(town.claim(ticket_of(asked))) == (410, "ticket_rejected")
