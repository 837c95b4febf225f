"""Passwords: who may set one, what may be one, and what ends when one changes."""

import pytest

from tests.service.phone_world import PASSWORD, access_of
from tests.service.world import problem, token_of

STEP_UP = (403, "step_up_required")
MISMATCH = (401, "password_mismatch")
OTHER = PASSWORD[::-1]


@pytest.mark.parametrize(("seconds", "works"), [(600, True), (600.000001, False)])
def test_setting_one_needs_a_proof_of_the_last_ten_minutes(either_town, seconds, works):
    town, number = either_town, either_town.number()
    token = access_of(town.by_sms(number))
    town.clock.advance(seconds=seconds)
    answer = town.set_password(token)
    assert answer.status_code == (204 if works else 403)
    if not works:
        assert problem(answer) == STEP_UP
        assert town.step_up(token, sms=town.text(number, "step_up").proving).status_code == 204
        assert town.set_password(token).status_code == 204
    assert town.by_password(number).is_success


@pytest.mark.parametrize("how", ["wechat", "password", "sms"])
def test_a_step_up_lasts_ten_minutes(town, how):
    person, number = town.with_number()
    token = access_of(town.by_button(person))
    town.set_password(token)
    town.clock.advance(minutes=11)
    proof = {
        "wechat": lambda: {"app": "shop", "code": town.code(person)},
        "password": lambda: PASSWORD,
        "sms": lambda: town.text(number, "step_up").proving,
    }[how]()
    assert problem(town.set_password(token)) == STEP_UP
    assert town.step_up(token, **{how: proof}).status_code == 204
    town.clock.advance(minutes=10)
    assert town.set_password(token).status_code == 204
    town.clock.advance(seconds=1)
    assert problem(town.set_password(token)) == STEP_UP


def test_to_refresh_is_no_proof(town):
    signed_in = town.by_sms(town.number()).json()
    town.clock.advance(minutes=11)
    session = town.refresh(signed_in["session"]["refresh_token"]).json()["session"]
    assert problem(town.set_password(session["access_token"])) == STEP_UP


def test_another_persons_proof_steps_nobody_up(town):
    _, token = town.with_password()
    town.clock.advance(minutes=11)
    others = {"app": "shop", "code": town.code(town.somebody())}
    assert problem(town.step_up(token, wechat=others)) == STEP_UP
    assert problem(town.step_up(token, password=OTHER)) == MISMATCH
    assert problem(town.set_password(token, OTHER)) == STEP_UP


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("password", (422, "password_too_common")),
        ("PASSWORD", (422, "password_too_common")),
        ("12345678", (422, "password_too_common")),
        ("1234567", (400, "invalid_input")),
        ("", (400, "invalid_input")),
        ("x" * 129, (400, "invalid_input")),
    ],
)
def test_what_nobody_should_have_is_refused(town, password, refusal):
    number = town.number()
    token = access_of(town.by_sms(number))
    assert problem(town.set_password(token, password)) == refusal
    reset = town.text(number, "reset_password")
    assert problem(town.reset(reset, password)) == refusal
    assert town.reset(reset, PASSWORD).is_success, "the code was not used up"


def test_any_character_may_be_in_one_and_any_spelling_of_it_is_the_same(town):
    number = town.number()
    composed, taken_apart = "Pässwörter für alle 🌷", "Pa\u0308sswo\u0308rter fu\u0308r alle 🌷"
    assert town.set_password(access_of(town.by_sms(number)), composed).status_code == 204
    assert town.by_password(number, taken_apart).is_success
    assert problem(town.by_password(number, composed.lower())) == MISMATCH


def test_one_needs_a_number_to_go_with_it(town):
    token = token_of(town.sign_in())
    assert problem(town.set_password(token)) == (409, "phone_required")


def test_a_change_ends_the_other_sessions_and_a_reset_all(either_town):
    town, number = either_town, either_town.number()
    first, token = town.by_sms(number), access_of(town.by_sms(number))
    assert town.set_password(token).status_code == 204
    assert problem(town.who_am_i(access_of(first))) == (401, "session_kicked")
    refresh = first.json()["session"]["refresh_token"]
    assert problem(town.refresh(refresh)) == (401, "session_kicked")
    assert town.who_am_i(token).is_success
    assert town.reset(town.text(number, "reset_password"), OTHER).is_success
    assert problem(town.who_am_i(token)) == (401, "session_kicked")
    assert problem(town.by_password(number)) == MISMATCH
    assert town.by_password(number, OTHER).is_success


def test_a_stale_number_resets_only_with_the_accounts_wechat_beside_it(either_town):
    town = either_town
    person, number = town.with_number()
    town.by_button(person)
    town.clock.advance(days=91)
    alone = town.reset(town.text(number, "reset_password"))
    assert problem(alone) == (409, "ownership_check")
    for who, works in ((town.somebody(), False), (person, True)):
        beside_it = {"app": "shop", "code": town.code(who)}
        answer = town.reset(town.text(number, "reset_password"), wechat=beside_it)
        assert answer.is_success == works
    assert town.by_password(number).is_success


def test_a_reset_of_a_number_nobody_has_creates_nothing(town):
    number = town.number()
    answer = town.reset(town.text(number, "reset_password"))
    assert problem(answer) == (404, "sms_sent_if_known")
    assert problem(town.by_password(number)) == MISMATCH
    assert town.by_sms(number).status_code == 201
