"""Texts beside a model of their caps: what the model admits is sent, and nothing else."""

import asyncio
import secrets

import attrs
import pytest

from adapters.persistence.memory import MemoryStore
from adapters.persistence.postgres import open_postgres
from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import open_sqlite
from domain.model.phone_errors import SmsLimited
from domain.model.policy import Policy
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from tests.keys import a_vault
from tests.storms.caps import DAY, HOUR, SECOND, Caps
from tests.storms.phones import a_number
from tests.unit.household import Household

BURSTS = 8
PURGED_EVERY = 997

sizes = pytest.mark.parametrize(
    ("count", "a_day"), [(1_000, 150), pytest.param(5_000, 800, marks=pytest.mark.soak)]
)


@pytest.mark.parametrize(
    ("count", "a_day"), [(5_000, 700), pytest.param(100_000, 9_000, marks=pytest.mark.soak)]
)
def test_memory_admits_what_the_model_admits(count, a_day):
    caps = asyncio.run(_compare(MemoryStore(), count, a_day))
    assert set(caps.refused) == {"number/60 s", "number/h", "number/day", "network/h", "all/day"}


@sizes
def test_sqlite_admits_what_the_model_admits(tmp_path, count, a_day):
    asyncio.run(_compare_in(open_sqlite, f"sqlite:///{tmp_path}/guiyi.db", count, a_day))


@sizes
def test_postgres_admits_what_the_model_admits(postgres_url, count, a_day):
    asyncio.run(_compare_in(open_postgres, postgres_url, count, a_day))


async def _compare_in(open_store, url, count, a_day):
    await migrate(url)
    async with open_store(url, a_vault()) as store:
        await _compare(store, count, a_day)


async def _compare(store, count, a_day):
    """Ask both for every text, and purge now and then what the store need not keep."""
    home = Household(store=store, policy=Policy(sms_a_day=a_day))
    send, crowd, caps = home.use_cases.phones.send_code, Crowd(count), Caps(a_day)
    for n in range(count):
        home.clock.advance(milliseconds=crowd.pause())
        number, address = crowd.number(), crowd.address()
        expected = caps.wait(number, address, crowd.now)
        assert await _wait(send, number, address) == expected, (n, number, address)
        if n % PURGED_EVERY == 0:
            await store.purge(now=home.clock.now())
    _print(type(store).__name__, count, crowd.now, caps)
    assert len(home.sms.sent) == caps.admitted
    return caps


async def _wait(send, number, address):
    """Ask for a text; return None, or after how many seconds to ask again."""
    try:
        await send(number, CodePurpose.LOGIN, Client(address, "a phone"))
    except SmsLimited as limited:
        return limited.retry_after
    return None


def _print(store, count, now, caps):
    refused = ", ".join(f"{cap}: {times}" for cap, times in sorted(caps.refused.items()))
    print(
        f"\ncaps on texts, {store}: {count} asked for in {now / DAY:.1f} virtual days, "
        f"{caps.admitted} admitted, 0 differences to the model (refused by {refused})"
    )


@attrs.define
class Crowd:
    """People who ask for so many codes, in bursts; a few of them do nothing else."""

    count: int
    now: int = 0
    numbers: list[str] = attrs.field()
    latest: str = ""

    @numbers.default
    def _numbers(self):
        return [a_number() for _ in range(min(2_000, self.count // 40))]

    def pause(self):
        """Let some time pass: seconds, hours, or to the dot what a number has to wait."""
        if secrets.randbelow(self.count // BURSTS) == 0:
            pause = secrets.randbelow(3 * HOUR)
        else:
            pause = secrets.randbelow(7 * SECOND) if secrets.randbelow(64) else 60 * SECOND
        self.now += pause
        return pause

    def number(self):
        """Return the latest number again, or most likely one of a few."""
        if not self.latest or secrets.randbelow(8):
            self.latest = self.numbers[secrets.randbelow(1 + secrets.randbelow(len(self.numbers)))]
        return self.latest

    def address(self):
        """Return any address, of a few networks most likely; a third of them are IPv6."""
        network = secrets.randbelow(1 + secrets.randbelow(min(60, self.count // 250)))
        if network % 3:
            return f"203.0.{network}.{secrets.randbelow(256)}"
        host = ":".join(f"{secrets.randbelow(65_536):x}" for _ in range(4))
        return f"2001:db8:{network:x}:{network:x}:{host}"
