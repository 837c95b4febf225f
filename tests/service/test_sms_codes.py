"""Bars 16 and 17: a code is good for one use, one number, one sending, and five minutes."""

from collections import Counter

import attrs
import pytest

from adapters.system.randomness import SystemRandomness
from tests.service.phone_world import PhoneWorld, Sent, access_of
from tests.service.world import problem

WRONG = (401, "sms_code_wrong")
PURPOSES = ("login", "bind", "step_up", "reset_password")
CODES, BUCKETS = 10_000, 100
CHI_SQUARE_MOST = 181.1
"""With 99 degrees of freedom it is more once in a million runs (p > 0.001 would be 148.2)."""


def sign_in(town: PhoneWorld, sent: Sent):
    return town.service.post("/v1/phone/login", json=sent.signing_in)


def test_a_code_works_once(either_town):
    sent = either_town.text(either_town.number())
    assert sign_in(either_town, sent).status_code == 201
    assert problem(sign_in(either_town, sent)) == WRONG


def test_a_code_is_of_one_number_and_of_one_sending(either_town):
    """Two sendings at one moment: neither number nor transaction can be exchanged."""
    town = either_town
    first, second = town.text(town.number()), town.text(town.number())
    for changed in ({"phone": second.phone}, {"transaction": second.transaction}):
        assert problem(sign_in(town, attrs.evolve(first, **changed))) == WRONG
    crossed = attrs.evolve(first, phone=second.phone, transaction=second.transaction)
    if first.code != second.code:
        assert problem(sign_in(town, crossed)) == WRONG
    assert sign_in(town, first).is_success
    assert sign_in(town, second).is_success


def test_a_new_code_kills_the_old(either_town):
    town, number = either_town, either_town.number()
    old = town.text(number)
    new = town.text(number)
    assert problem(sign_in(town, old)) == WRONG
    assert problem(sign_in(town, attrs.evolve(old, transaction=new.transaction))) == WRONG
    assert sign_in(town, new).is_success


def test_codes_for_two_purposes_live_side_by_side(town):
    number = town.number()
    token = access_of(town.by_sms(number))
    bind, step_up = town.text(number, "bind"), town.text(number, "step_up")
    assert town.bind(token, bind).is_success
    assert town.step_up(token, sms=step_up.proving).status_code == 204


@pytest.mark.parametrize(("seconds", "works"), [(299.999999, True), (300, False)])
def test_a_code_lasts_five_minutes_to_the_microsecond(either_town, seconds, works):
    sent = either_town.text(either_town.number())
    either_town.clock.advance(seconds=seconds)
    assert sign_in(either_town, sent).is_success == works


def test_the_answer_to_a_sending_says_when_it_ends_and_not_what_was_sent(town):
    number = town.number()
    answer = town.send(number)
    told = answer.json()
    assert told.keys() == {"transaction", "expires_at", "resend_at"}
    assert told["expires_at"] == at(town, minutes=5)
    assert told["resend_at"] == at(town, minutes=1)
    assert town.texts(number)[-1]["code"] not in answer.text


def at(town: PhoneWorld, **later: float) -> str:
    before = town.clock.now()
    town.clock.advance(**later)
    then = town.clock.now().isoformat().replace("+00:00", "Z")
    town.clock.advance(**{unit: -by for unit, by in later.items()})
    assert town.clock.now() == before
    return then


@pytest.mark.parametrize(("wrong", "works"), [(4, True), (5, False)])
def test_a_code_may_be_mistyped_four_times(either_town, wrong, works):
    sent = either_town.text(either_town.number())
    for _ in range(wrong):
        assert problem(sign_in(either_town, sent.mistyped())) == WRONG
    assert sign_in(either_town, sent).is_success == works


def test_a_code_sent_for_another_number_of_the_account_steps_nobody_up(town):
    token = access_of(town.by_sms(town.number()))
    other = town.text(town.number(), "step_up")
    assert problem(town.step_up(token, sms=other.proving)) == WRONG


@pytest.mark.parametrize("purpose", PURPOSES)
def test_twenty_tries_a_day_lock_a_number_for_all_purposes(either_town, purpose):
    town = either_town
    person, number = town.with_number()
    token = access_of(town.by_button(person))
    use = {
        "login": lambda sent: sign_in(town, sent),
        "bind": lambda sent: town.bind(token, sent),
        "step_up": lambda sent: town.step_up(token, sms=sent.proving),
        "reset_password": town.reset,
    }
    opened = town.clock.now()
    for _ in range(4):
        sent = town.text(number, purpose)
        for _ in range(5):
            assert problem(use[purpose](sent.mistyped())) == WRONG
    for other in PURPOSES:
        locked = use[other](town.text(number, other))
        assert problem(locked) == (423, "sms_locked")
        left = 86_400 - (town.clock.now() - opened).total_seconds()
        assert int(locked.headers["retry-after"]) == left


def test_a_locked_number_is_free_again_when_it_was_said(either_town):
    town, number = either_town, either_town.number()
    for _ in range(4):
        sent = town.text(number)
        for _ in range(5):
            sign_in(town, sent.mistyped())
    locked = sign_in(town, town.text(number))
    assert problem(locked) == (423, "sms_locked")
    town.clock.advance(seconds=int(locked.headers["retry-after"]) - 1)
    still = sign_in(town, town.text(number))
    assert (problem(still), still.headers["retry-after"]) == ((423, "sms_locked"), "1")
    town.clock.advance(seconds=1)
    assert town.by_sms(number).is_success


def test_codes_are_uniform():
    drawn = [SystemRandomness().digits(6) for _ in range(CODES)]
    assert all(len(code) == 6 and code.isdecimal() for code in drawn)
    for digits in (slice(0, 2), slice(2, 4), slice(4, 6)):
        counted = Counter(code[digits] for code in drawn)
        expected = CODES / BUCKETS
        each = (counted[f"{bucket:02d}"] for bucket in range(BUCKETS))
        assert sum((count - expected) ** 2 / expected for count in each) < CHI_SQUARE_MOST
    assert len(set(drawn)) > CODES * 0.99
