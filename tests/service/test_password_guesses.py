"""Bars 3 and 28: what guessers get, and what becomes of a hash that is too cheap for them."""

from argon2 import PasswordHasher

from adapters.simulator.app import SimulatedApp
from adapters.simulator.people import Person, openid, unionid
from tests.service import beside
from tests.service.databases import password_hashes
from tests.service.phone_world import PASSWORD, account_of, ticket_of
from tests.service.processes import APPS
from tests.service.world import problem

MISMATCH = (401, "password_mismatch")
LOCKED = (423, "password_locked")
OTHER = PASSWORD[::-1]
SHOP = SimulatedApp("shop", *APPS["shop"])


def test_guesses_at_a_number_are_counted_together_over_all_routes(either_town):
    """Ten in fifteen minutes; then even the right one is not looked at."""
    town = either_town
    number, _ = town.with_password()
    town.clock.advance(days=91)
    ticket = ticket_of(town.by_sms(number))
    guesses = (
        lambda password: town.by_password(number, password),
        lambda password: town.go_on(ticket, password=password),
    )
    for n in range(10):
        assert problem(guesses[n % 2](OTHER)) == MISMATCH
    town.clock.advance(minutes=5)
    for guess in guesses:
        for password in (OTHER, PASSWORD):
            locked = guess(password)
            assert problem(locked) == LOCKED
            assert locked.headers["retry-after"] == "600"
    town.clock.advance(seconds=599)
    assert problem(town.by_password(number)) == LOCKED
    town.clock.advance(seconds=1)
    assert town.by_password(number).is_success


def test_guesses_of_whoever_is_signed_in_are_her_own(either_town):
    """Nobody else can use them up, and she cannot use up those at the number."""
    town = either_town
    (number, token), (_, others) = town.with_password(), town.with_password()
    for _ in range(10):
        assert problem(town.by_password(number, OTHER)) == MISMATCH
        assert problem(town.step_up(others, password=OTHER)) == MISMATCH
    assert problem(town.by_password(number)) == LOCKED
    for _ in range(10):
        assert problem(town.step_up(token, password=OTHER)) == MISMATCH
    locked = town.step_up(token, password=PASSWORD)
    assert problem(locked) == LOCKED
    assert locked.headers["retry-after"] == "900"
    town.clock.advance(minutes=15)
    assert town.step_up(token, password=PASSWORD).status_code == 204


def test_the_right_one_is_no_guess(town):
    number, _ = town.with_password()
    for _ in range(9):
        assert problem(town.by_password(number, OTHER)) == MISMATCH
    for _ in range(3):
        assert town.by_password(number).is_success
    assert problem(town.by_password(number, OTHER)) == MISMATCH
    assert problem(town.by_password(number)) == LOCKED


def test_a_hundred_guesses_a_day_are_all_there_are(town):
    number, _ = town.with_password()
    town.clock.advance(days=1)
    begun = town.clock.now()
    for _ in range(10):
        for _ in range(10):
            assert problem(town.by_password(number, OTHER)) == MISMATCH
        town.clock.advance(minutes=15)
    locked = town.by_password(number)
    assert problem(locked) == LOCKED
    left = 86_400 - (town.clock.now() - begun).total_seconds()
    assert int(locked.headers["retry-after"]) == left


def test_a_lock_is_of_the_password_alone(town):
    """Nobody can be locked out of her account by whoever knows her number."""
    number, _ = town.with_password()
    for _ in range(11):
        town.by_password(number, OTHER)
    assert town.by_sms(number).is_success


def test_a_hash_that_has_become_too_cheap_is_made_anew_at_the_next_sign_in(either_town):
    town = either_town
    number, token = town.with_password()
    account = account_of(town.by_password(number))
    cheap = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash(PASSWORD)
    beside.set_hash(town, account, cheap)
    assert problem(town.by_password(number, OTHER)) == MISMATCH
    assert cheap in password_hashes(town.storage)
    assert account_of(town.by_password(number)) == account
    assert cheap not in password_hashes(town.storage)
    assert account_of(town.by_password(number)) == account
    assert town.who_am_i(token).is_success, "nobody was signed out by that"


def test_no_password_opens_an_account_of_a_wechat_alone(town):
    """Neither a subject, nor an id, nor nothing is anybody's name or password."""
    for _ in range(100):
        person = town.somebody()
        account = town.sign_in(person)["account"]["id"]
        subjects = openid(SHOP, Person(person, "", "")), unionid(SHOP, Person(person, "", ""))
        for name in (*subjects, account, "", None):
            answer = town.by_password(name, subjects[0])
            assert problem(answer) == (400, "invalid_input")


def test_no_password_opens_an_account_that_has_none(either_town):
    town = either_town
    for _ in range(5):
        person, number = town.with_number()
        account = account_of(town.by_button(person))
        subject = openid(SHOP, Person(person, "", ""))
        for password in (subject, account, number, number[3:], number[-8:]):
            assert problem(town.by_password(number, password)) == MISMATCH
        assert problem(town.by_password(number, "")) == (400, "invalid_input")
        assert problem(town.by_password(number, None)) == (400, "invalid_input")
