import asyncio
import threading
from contextlib import aclosing

import pytest

from adapters.system.common_passwords import common_passwords
from adapters.system.passwords import Argon2Passwords
from ports.passwords import PasswordCheck

pytestmark = pytest.mark.anyio

CHEAP = {"memory_kib": 8, "passes": 1}
RIGHT, WRONG = PasswordCheck(right=True), PasswordCheck(right=False)
BCRYPT = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"


@pytest.fixture
async def passwords():
    async with aclosing(Argon2Passwords(**CHEAP)) as passwords:
        yield passwords


class Watched:
    """A hasher that lets its callers go only when as many are inside as may be."""

    def __init__(self, hasher, most):
        self._hasher = hasher
        self._together = threading.Barrier(most)
        self._lock = threading.Lock()
        self.inside = self.most_inside = self.verified = 0
        self.threads = set()

    def verify(self, hashed, password):
        with self._lock:
            self.verified += 1
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
            self.threads.add(threading.get_ident())
        self._together.wait(10)
        with self._lock:
            self.inside -= 1
        self._together.wait(10)
        return self._hasher.verify(hashed, password)

    def __getattr__(self, name):
        return getattr(self._hasher, name)


@pytest.mark.parametrize("password", ["correct horse", "一匹马", "", "\0", "\ud800", "xy" * 5_000])
async def test_the_right_password_is_right_and_no_other(passwords, password):
    hashed = await passwords.hash(password)
    assert await passwords.check(hashed, password) == RIGHT
    assert await passwords.check(hashed, password + " ") == WRONG
    assert await passwords.check(hashed, password[1:] + "x") == WRONG


async def test_a_hash_is_salted_says_how_it_was_made_and_holds_no_password(passwords):
    first, second = await passwords.hash("correct horse"), await passwords.hash("correct horse")
    assert first != second
    assert first.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert "horse" not in first


def test_the_usual_cost_is_that_of_owasp():
    passwords = Argon2Passwords()
    hasher = passwords._hasher
    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (19_456, 2, 1)


@pytest.mark.parametrize("made_with", [{"passes": 2}, {"memory_kib": 16}, {"passes": 3}])
async def test_a_hash_of_another_cost_is_outdated(passwords, made_with):
    async with aclosing(Argon2Passwords(**(CHEAP | made_with))) as others:
        hashed = await others.hash("correct horse")
    outdated = PasswordCheck(right=True, outdated=True)
    assert await passwords.check(hashed, "correct horse") == outdated
    assert await passwords.check(hashed, "wrong horse") == WRONG


UNREADABLE = [
    None,
    "",
    "correct horse",
    BCRYPT,
    "$argon2id$",
    "$argon2id$v=19$m=8,t=1,p=1$!!!$!!!",
    "$argon2id$v=19$m=99999999999,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
    "\ud800",
    "微信",
]


@pytest.mark.parametrize("hashed", UNREADABLE, ids=ascii)
async def test_with_no_hash_to_be_read_any_password_is_wrong_at_the_same_cost(passwords, hashed):
    watched = passwords._hasher = Watched(passwords._hasher, 1)
    for password in ("correct horse", "", "None"):
        watched.verified = 0
        assert await passwords.check(hashed, password) == WRONG
        assert watched.verified == (1 if hashed is None else 2)
    assert passwords._nobodys.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert not watched._hasher.check_needs_rehash(passwords._nobodys)


async def test_a_bounded_number_is_checked_at_a_time_and_never_on_the_loop():
    async with aclosing(Argon2Passwords(**CHEAP, parallel=3)) as passwords:
        hashed = await passwords.hash("correct horse")
        watched = passwords._hasher = Watched(passwords._hasher, 3)
        checks = [passwords.check(hashed, "correct horse") for _ in range(30)]
        assert await asyncio.wait_for(asyncio.gather(*checks), 30) == [RIGHT] * 30
    assert watched.most_inside == 3
    assert len(watched.threads) == 3
    assert threading.get_ident() not in watched.threads


async def test_who_gives_up_waiting_costs_nothing():
    async with aclosing(Argon2Passwords(**CHEAP, parallel=1)) as passwords:
        hashed = await passwords.hash("correct horse")
        gate = threading.Event()
        busy = asyncio.get_running_loop().run_in_executor(passwords._threads, gate.wait, 10)
        watched = passwords._hasher = Watched(passwords._hasher, 1)
        waiting = asyncio.create_task(passwords.check(hashed, "correct horse"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        gate.set()
        assert await busy
        assert await passwords.check(hashed, "correct horse") == RIGHT
        assert watched.verified == 1


async def test_closing_ends_the_line():
    passwords = Argon2Passwords(**CHEAP)
    await passwords.aclose()
    with pytest.raises(RuntimeError):
        await passwords.hash("correct horse")


COMMON = """
    123456 password qwerty a123456 woaini1314 5201314 qq123456 1qaz2wsx zhang123456 11111111
    PASSWORD WoAiNi1314 1qaz@WSX １２３４５６ ＱＱ123456
"""


@pytest.mark.parametrize("password", COMMON.split())
async def test_what_guessers_try_first_is_common(passwords, password):
    assert passwords.is_common(password)


@pytest.mark.parametrize("password", ["", "correct horse battery", "woaini1314x!k", "一匹马"])
async def test_what_they_do_not_is_not(passwords, password):
    assert not passwords.is_common(password)


def test_the_list_is_of_some_length_and_each_is_one_line():
    common = common_passwords()
    assert 5_000 <= len(common) <= 20_000
    assert all(one.isascii() and one.isprintable() and one == one.strip() for one in common)
    assert sum(len(one) >= 8 for one in common) >= 5_000
