"""WeChat out of order while a login code is spent (S20): a clear answer, soon, and no trace."""

import asyncio
import time

import attrs
import pytest

from adapters.simulator.faults import FaultKind
from tests.storms.calls import sign_in
from tests.storms.lines import Answer, opened
from tests.storms.phones import phones_at
from tests.storms.stored import rows

PATIENCE_SECONDS = 3.0
UNAVAILABLE = (502, "provider_unavailable")
SPENT = (401, "code_rejected")

REFUSED = [
    ({"kind": "delay", "seconds": 4}, UNAVAILABLE),
    ({"kind": "drip", "seconds": 4}, UNAVAILABLE),
    ({"kind": "reset"}, UNAVAILABLE),
    ({"kind": "lost_answer"}, UNAVAILABLE),
    ({"kind": "bad_gateway"}, UNAVAILABLE),
    ({"kind": "redirect"}, UNAVAILABLE),
    ({"kind": "empty"}, UNAVAILABLE),
    ({"kind": "cut"}, UNAVAILABLE),
    ({"kind": "huge"}, UNAVAILABLE),
    ({"kind": "null"}, UNAVAILABLE),
    ({"kind": "list"}, UNAVAILABLE),
    ({"kind": "errcode", "errcode": -1}, UNAVAILABLE),
    ({"kind": "errcode", "errcode": 45011}, (503, "provider_busy")),
    ({"kind": "errcode", "errcode": 40125}, (503, "provider_misconfigured")),
]

# WeChat's everyday manners (upstreams.md section 1); who signs in is told all the same.
TOLERATED = [
    {"kind": "delay", "seconds": 0.3},  # slow, and within the deadline
    {"kind": "control_char"},  # in a text beside the openid, where names may bring them
    {"kind": "invalid_utf8"},  # likewise
    {"kind": "bom"},
    {"kind": "string_errcode"},  # "0" is success too
    {"kind": "extra_field"},  # next year's
]


def _named(value):
    return value["kind"] if isinstance(value, dict) else value[1]


on_sqlite = pytest.mark.parametrize("pair", ["sqlite"], indirect=True)


def test_every_kind_of_fault_is_refused_or_tolerated():
    faults = [*TOLERATED, *(fault for fault, _ in REFUSED)]
    assert {fault["kind"] for fault in faults} == set(FaultKind)


@on_sqlite
@pytest.mark.parametrize(("fault", "expected"), REFUSED, ids=_named)
def test_a_fault_is_told_soon_and_leaves_no_trace(pair, fault, expected):
    before = rows(pair.deployment.storage)
    attempt = asyncio.run(_sign_in_twice(pair, fault))
    assert (attempt.first.status, attempt.first.code) == expected
    assert attempt.first.body["retry_after"] > 0
    assert attempt.seconds < PATIENCE_SECONDS
    assert (attempt.again.status, attempt.again.code) == SPENT
    assert attempt.seen == 1
    assert rows(pair.deployment.storage) == before


@on_sqlite
@pytest.mark.parametrize("fault", TOLERATED, ids=_named)
def test_a_quirk_does_not_cost_the_login(pair, fault):
    attempt = asyncio.run(_sign_in_twice(pair, fault))
    assert (attempt.first.status, attempt.first.code) == (201, "created")
    assert (attempt.again.status, attempt.again.code) == SPENT
    assert attempt.seen == 1


@attrs.frozen
class Attempt:
    """What came of one code, sent twice; `seen` is how often it reached WeChat."""

    first: Answer
    seconds: float
    again: Answer
    seen: int


async def _sign_in_twice(pair, fault):
    async with phones_at(pair.simulator_url) as phones, opened([pair.one]) as (line,):
        code = await phones.code(await phones.newcomer())
        await phones.control("faults", {"endpoint": "/sns/jscode2session", **fault})
        begun = time.monotonic()
        first = await line.ask(sign_in(code))
        seconds = time.monotonic() - begun
        again = await line.ask(sign_in(code))
        return Attempt(first, seconds, again, await phones.times_seen(code))
