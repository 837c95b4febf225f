"""Sixty-four sign-ins with one texted code at once, over two nodes: five are looked at."""

import asyncio
import json
import secrets
from collections import Counter
from contextlib import asynccontextmanager

import attrs
import pytest

from adapters.system.clock import SystemClock
from adapters.system.vault import RingVault
from composition import open_store
from domain.model.sms_code import TRIES, TRIES_A_DAY
from tests.service.processes import KEYS
from tests.storms.lines import opened, storm
from tests.storms.nodes import Pair
from tests.storms.phones import phones_at
from tests.storms.plants import planted
from tests.storms.texted import texted

CALLERS = 64
REFUSED = (401, "sms_code_wrong")

over_both = pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 2),
        ("postgres", 2),
        pytest.param("sqlite", 20, marks=pytest.mark.soak),
        pytest.param("postgres", 20, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)


@attrs.define
class Guesses:
    """What came of the rounds: answers by status and code, and of each round two counts."""

    answers: Counter[tuple[int, str]] = attrs.field(factory=Counter)
    successes: list[int] = attrs.field(factory=list)
    looked_at: list[int] = attrs.field(factory=list)

    def note(self, answers):
        self.answers.update((answer.status, answer.code) for answer in answers)
        self.successes.append(sum(answer.is_success() for answer in answers))


@over_both
def test_of_many_wrong_guesses_at_once_five_are_looked_at(pair, rounds):
    guesses = asyncio.run(_guess(pair, rounds, _wrong, then_right=True))
    print(
        f"\nSMS guesses, {pair.storage}: {rounds} rounds of {CALLERS} wrong ones over 2 nodes: "
        f"{sum(guesses.looked_at)} looked at, the right code after them refused every time"
    )
    assert guesses.looked_at == [TRIES] * rounds
    assert guesses.answers == {REFUSED: (CALLERS + 1) * rounds}


@over_both
def test_with_the_right_code_among_the_guesses_one_succeeds_at_most(pair, rounds):
    guesses = asyncio.run(_guess(pair, rounds, _one_right))
    print(
        f"\nSMS guesses, {pair.storage}: {rounds} rounds of {CALLERS} with 1 right among them: "
        f"{sum(guesses.successes)} sign-ins, {TRIES * rounds / CALLERS:.1f} to be expected"
    )
    assert max(guesses.successes) <= 1
    assert max(guesses.looked_at) <= TRIES
    assert set(guesses.answers) <= {REFUSED, (201, "created")}


@over_both
def test_of_many_uses_of_the_right_code_at_once_one_succeeds(pair, rounds):
    guesses = asyncio.run(_guess(pair, rounds, _right))
    print(
        f"\nSMS codes, {pair.storage}: {rounds} rounds of {CALLERS} uses of the right one over "
        f"2 nodes: {sum(guesses.successes)} sign-ins"
    )
    assert guesses.successes == [1] * rounds
    assert max(guesses.looked_at) <= TRIES
    assert set(guesses.answers) == {REFUSED, (201, "created")}


@over_both
def test_the_last_try_is_as_good_as_the_first(pair, rounds):
    guesses = asyncio.run(_guess(pair, rounds, _right, before=TRIES - 1))
    assert guesses.successes == [1] * rounds
    # What was right is taken back.
    assert guesses.looked_at == [TRIES - 1] * rounds


def test_tries_that_are_not_counted_are_caught(deployment, tmp_path):
    """The hunt itself is tested: in this copy a code stands as many tries as a number does."""
    source = planted(
        tmp_path,
        "domain/usecases/steps/sms_prover.py",
        sound="beside=(CountTry(**row, most=TRIES, at=now),),",
        faulty="beside=(),",
    )
    with attrs.evolve(deployment, source=source).nodes(2) as (one, other):
        guesses = asyncio.run(_guess(Pair(deployment, one.url, other.url), 1, _wrong))
    assert guesses.looked_at == [TRIES_A_DAY.most]


async def _guess(pair, rounds, choose, *, before=0, then_right=False):
    """Play rounds with a code each: wrong guesses one by one, a storm, and the right code."""
    guesses = Guesses()
    async with (
        phones_at(pair.simulator_url) as phones,
        opened(pair.urls(CALLERS)) as lines,
        _counter(pair.deployment.storage) as looked_at,
    ):
        for _ in range(rounds):
            sent = await texted(phones, lines[0])
            for wrong in sent.wrong(before):
                assert not (await lines[0].ask(wrong)).is_success()
            answers = await storm(lines, choose(sent))
            if then_right:
                answers.append(await lines[0].ask(sent.right))
            guesses.note(answers)
            guesses.looked_at.append(await looked_at(sent.phone))
    return guesses


def _wrong(sent):
    return sent.wrong(CALLERS)


def _right(sent):
    return [sent.right] * CALLERS


def _one_right(sent):
    guesses = sent.wrong(CALLERS)
    guesses[secrets.randbelow(CALLERS)] = sent.right
    return guesses


@asynccontextmanager
async def _counter(storage):
    """Read in the service's own store how many tries of a number were counted."""
    ring, index = json.loads(KEYS["GUIYI_KEYS__RING"]), KEYS["GUIYI_KEYS__INDEX"]
    async with open_store(storage, RingVault(ring=ring, index=index)) as store:

        async def looked_at(phone):
            hits = await store.hits(TRIES_A_DAY, phone, now=SystemClock().now())
            return 0 if hits is None else hits.count

        yield looked_at
