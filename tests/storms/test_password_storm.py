"""Five hundred password logins at once: memory stays bounded, others go on being answered."""

import asyncio
import time
from collections import Counter
from statistics import quantiles

import attrs
import pytest

from tests.storms.calls import set_password, sign_in_by_password, who_am_i
from tests.storms.lines import opened, storm
from tests.storms.memory import MIB, forget_the_peak, peak, resident
from tests.storms.phones import a_number, phones_at
from tests.storms.sessions import signed_in
from tests.storms.texted import texted

HASH_MIB = 19
PARALLEL = 2
MARGIN_MIB = 24
"""For that many requests under way, and the threads' own needs."""

ALLOWED = (PARALLEL * HASH_MIB + MARGIN_MIB) * MIB

PASSWORD = "correct horse battery staple"
KNOWING = 8
GUESSING = 30
GUESSES_MOST = 10
QUIET_ASKS = 200
PATIENCE_SECONDS = 1.0


@attrs.define
class Figures:
    """What came of so many password logins; memory in KiB, times in seconds."""

    answers: Counter[tuple[int, str]]
    grown: int
    seconds: float
    quiet: list[float]
    during: list[float]

    def __str__(self):
        return (
            f"{self.answers.total()} logins in {self.seconds:.1f} s, memory grew by "
            f"{self.grown / MIB:.0f} MiB, who-am-I {_spread(self.quiet)} when quiet, "
            f"{_spread(self.during)} during ({len(self.during)} asked)"
        )


def _spread(times):
    percentiles = quantiles(times, n=100)
    return f"p50 {percentiles[49] * 1000:.1f} ms p99 {percentiles[98] * 1000:.1f} ms"


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.soak)])
def test_hashing_is_bounded_and_stops_nobody_else(deployment, count):
    came = _blow(deployment, count, PARALLEL)
    print(f"\npasswords, {PARALLEL} hashed at a time, {ALLOWED // MIB} MiB allowed: {came}")
    assert came.answers == {
        (200, "logged_in"): KNOWING,
        (401, "password_mismatch"): count - KNOWING - GUESSING + GUESSES_MOST,
        (423, "password_locked"): GUESSING - GUESSES_MOST,
    }
    assert came.grown < ALLOWED
    assert quantiles(came.during, n=100)[98] < PATIENCE_SECONDS


@pytest.mark.soak
def test_a_looser_bound_is_caught(deployment):
    """The hunt itself is tested: this service hashes eight times as many at a time."""
    came = _blow(deployment, 60, 8 * PARALLEL)
    print(f"\npasswords, {8 * PARALLEL} hashed at a time: {came}")
    assert came.grown > ALLOWED


def _blow(deployment, count, parallel):
    cost = {"MEMORY_KIB": HASH_MIB * MIB, "PASSES": 2, "PARALLEL": parallel}
    more = {f"GUIYI_PASSWORDS__{name}": str(value) for name, value in cost.items()}
    with attrs.evolve(deployment, more=more).nodes(1) as (node,):
        came = asyncio.run(_log_in(node, deployment.simulator_url, count))
    deployment.assert_clean()
    return came


async def _log_in(node, simulator_url, count):
    async with (
        phones_at(simulator_url) as phones,
        opened([node.url]) as (asking,),
        opened([node.url] * count) as lines,
    ):
        me = who_am_i((await signed_in(phones, asking))["access_token"])
        requests = await _attempts(phones, asking, count)
        quiet = [await _time(asking, me) for _ in range(QUIET_ASKS)]
        forget_the_peak(node.popen.pid)
        before, begun = resident(node.popen.pid), time.monotonic()
        storming = asyncio.create_task(storm(lines, requests))
        during = []
        while not storming.done():
            during.append(await _time(asking, me))
        answers = Counter((answer.status, answer.code) for answer in await storming)
        grown = peak(node.popen.pid) - before
        return Figures(answers, grown, time.monotonic() - begun, quiet, during)


async def _time(line, request):
    begun = time.monotonic()
    assert (await line.ask(request)).status == 200
    return time.monotonic() - begun


async def _attempts(phones, line, count):
    """Return sign-ins of one who knows her password, guesses at another's, and at nobody's."""
    mine, hers = [await _with_password(phones, line) for _ in range(2)]
    knowing = [sign_in_by_password(mine, PASSWORD)] * KNOWING
    guessing = [sign_in_by_password(hers, f"wrong guess {n}") for n in range(GUESSING)]
    nobodys = [
        sign_in_by_password(a_number(), PASSWORD) for _ in range(count - KNOWING - GUESSING)
    ]
    return [*knowing, *guessing, *nobodys]


async def _with_password(phones, line):
    """Let somebody sign in by SMS and choose a password; return her number."""
    sent = await texted(phones, line)
    session = (await line.ask(sent.right)).body["session"]
    answer = await line.ask(set_password(PASSWORD, session["access_token"]))
    assert answer.status == 204, answer
    return sent.phone
