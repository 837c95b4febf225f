"""The benchmarks run: real services, real requests, every answer right. Never how fast."""

import json
import math
import os
import subprocess
import sys

import attrs
import pytest

from benchmarks.cpu import cpu_seconds
from benchmarks.figures import figures
from benchmarks.goals import GOALS
from benchmarks.people import InstantMiniProgram, code_of
from benchmarks.report import as_json, report
from benchmarks.rounds import run_rounds
from benchmarks.samples import Plan, Sample
from benchmarks.scenarios import APP, APP_ID, PLATFORM, Answer, WrongAnswer
from benchmarks.storing import Storing
from benchmarks.targets import chosen, every_target
from domain.model.app import App, AppKind, Apps
from domain.model.identity import Provider
from domain.model.values import Client
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.use_cases import UseCases
from tests.unit.household import Household

PLAN = Plan(rounds=1, seconds=0.05, settle=0.0, people=32)
SAMPLE = Sample(answers=100, seconds=1.0, cpu=0.01, database_cpu=None, p50=0.001, p99=0.002)


def test_every_path_is_walked():
    targets = chosen(["naked", "@sqlite", "call"])

    (samples,) = run_rounds(PLAN, targets, lambda line: None)

    assert samples.keys() == {target.name for target in targets}
    for name, sample in samples.items():
        assert sample.answers > 0, name
        assert 0 < sample.p50 <= sample.p99 < math.inf, name


def test_ratios_are_taken_inside_a_round():
    rounds = [
        {"bare": costing(0.01), "naked": costing(0.02)},
        {"bare": costing(0.02), "naked": costing(0.02)},
        {"bare": costing(0.01), "naked": costing(0.04)},
    ]

    ratio = figures(rounds, "naked").ratio

    assert (ratio.least, ratio.middle, ratio.most) == (1.0, 2.0, 4.0)


def test_the_report_tells_reached_goals_from_missed_and_unmeasured_ones():
    rounds = [
        {"bare": SAMPLE, "who-am-i@sqlite": costing(0.02), "login-storage@sqlite": costing(0.07)}
    ]
    measured = {name: figures(rounds, name) for name in rounds[0]}

    verdicts = [line.split()[:3] for line in list(report(measured))[-len(GOALS) :]]

    assert ["pass", "who-am-i@sqlite:", "at"] in verdicts
    assert ["FAIL", "login-storage@sqlite:", "at"] in verdicts
    assert verdicts.count(["not", "measured", "whole-login@sqlite:"]) == 1


def test_a_report_can_be_kept():
    rounds = [{"bare": SAMPLE}]
    measured = {"bare": figures(rounds, "bare")}

    kept = json.loads(json.dumps(as_json(PLAN, rounds, measured)))

    assert kept["rounds"][0]["bare"]["answers"] == 100
    assert kept["figures"]["bare"]["ratio"]["middle"] == 1.0


def test_every_goal_names_a_target():
    assert {goal.target for goal in GOALS} <= {target.name for target in every_target()}


def test_a_wrong_answer_ends_the_run():
    with pytest.raises(WrongAnswer, match="503 instead of 200"):
        Answer(503, b"{}").expect(200)


def test_processor_time_is_that_of_the_whole_tree():
    before = cpu_seconds(os.getpid())

    subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)

    assert cpu_seconds(os.getpid()) > before


def test_processor_time_of_nobody():
    with pytest.raises(ProcessLookupError):
        cpu_seconds(-1)


def costing(cpu: float) -> Sample:
    return attrs.evolve(SAMPLE, cpu=cpu)


@pytest.mark.anyio
async def test_the_storage_part_is_what_a_known_sign_in_asks_of_the_store():
    household = Household()
    known = Storing(household.store)
    code = code_of(1, 0)
    await known.sign_in(code, household.clock.now())
    app = App(APP, AppKind.MINI_PROGRAM, APP_ID, PLATFORM)
    calls = Calls(household.store)
    vendor = InstantMiniProgram(household.clock)
    codes = {(Provider.WECHAT, AppKind.MINI_PROGRAM): vendor}
    ports = attrs.evolve(household.ports, store=calls, codes=codes, mini_program=vendor)
    login = UseCases.over(ports, apps=Apps([app]), policy=household.policy).wechat.login

    await login(LoginCode(APP, code), client=Client())
    asked, calls.asked = calls.asked, []
    await Storing(calls).sign_in(code, household.clock.now())

    assert sorted(asked) == sorted(calls.asked)


class Calls:
    """A store that says what was asked of it."""

    def __init__(self, store):
        self.store = store
        self.asked = []

    async def holders(self, identities, *, now):
        self.asked.append(f"holders of {sorted(one.kind for one in identities)}")
        return await self.store.holders(identities, now=now)

    async def apply(self, batch):
        self.asked += [type(write).__name__ for write in batch]
        await self.store.apply(batch)
