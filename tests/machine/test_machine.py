"""Everybody does anything in any order, and a plain model says what has to come of it.

After each step one account and one session are compared with the model; after every tenth, and at
the end of each run, all of them are, and the SQL of `guiyi check` finds nothing.
"""

import itertools
import secrets
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine import grounds
from tests.machine.caller_acts import CallerActs
from tests.machine.operator_acts import OperatorActs
from tests.machine.operator_merges import OperatorMerges
from tests.machine.password_acts import PasswordActs
from tests.machine.tally import Tally
from tests.machine.watching import watched

# So few runs a lot that Hypothesis, which comes to mutate what it had, makes them from nothing.
LONG = settings(
    max_examples=9,
    stateful_step_count=100,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
SHORT = settings(LONG, max_examples=4, stateful_step_count=60)


class Machine(OperatorMerges, CallerActs, PasswordActs, OperatorActs):
    """All that can be done."""


@pytest.mark.parametrize("steps", [2_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_memory_does_as_the_model_says(steps):
    with grounds.memory() as ground:
        march(ground, steps)


@pytest.mark.parametrize("steps", [300, pytest.param(20_000, marks=pytest.mark.soak)])
def test_sqlite_does_as_the_model_says(steps, tmp_path):
    with grounds.sqlite(tmp_path) as ground:
        march(ground, steps)


@pytest.mark.parametrize("steps", [150, pytest.param(10_000, marks=pytest.mark.soak)])
def test_postgres_does_as_the_model_says(steps, postgres_server):
    with grounds.postgres(postgres_server) as ground:
        march(ground, steps)


def march(ground, steps):
    """Run the machine lot by lot; a short march goes the same way each time."""
    tally, began = Tally(), time.monotonic()
    lot, first = (SHORT, 0) if steps < 10_000 else (LONG, secrets.randbelow(2**32))
    with watched(tally.decided):
        for number in itertools.count(first):
            run_state_machine_as_test(seed(number)(lambda: Machine(ground, tally)), settings=lot)
            if tally.steps >= steps:
                break
    print(tally.report(ground.name, time.monotonic() - began))
    assert len(tally.rules) >= 18
