"""Where measuring happens: processes under load, and what they cost."""

import math
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Final

import attrs

from benchmarks.calling import call
from benchmarks.crowd import Crowd
from benchmarks.hosts import Host
from benchmarks.loading import Load, load
from benchmarks.samples import Plan, Sample
from benchmarks.scenarios import Scenario, first_logins, known_logins, logouts
from benchmarks.targets import DATABASE, NAKED, VENDOR, Call, Measurable, Target

LOGOUTS_A_SECOND: Final = 6_000
PREPARATION_SECONDS: Final = 60.0


@attrs.frozen
class Stage:
    """The processes by name, one that makes the load, and the people of each service."""

    plan: Plan
    hosts: dict[str, Host]
    loader: ProcessPoolExecutor
    crowds: dict[str, Crowd] = attrs.field(factory=dict)

    def warm_up(self) -> None:
        """Let people sign in to every service, and wait until each process answers."""
        for name in self.hosts.keys() - {NAKED, VENDOR, DATABASE}:
            self.crowds[name] = Crowd()
            self._load(name, first_logins, most=self.plan.people)
            self.crowds[name].settle()

    def measure(self, target: Measurable) -> Sample:
        """Put the target under load once.

        Raises:
            WrongAnswer, OSError: a service did not do what it has to.
        """
        return self._call(target) if isinstance(target, Call) else self._ask(target)

    def _call(self, target: Call) -> Sample:
        url = self.hosts[VENDOR].url
        calling = self.loader.submit(call, target.client, url, seconds=self.plan.seconds)
        return Sample.of(*calling.result())

    def _ask(self, target: Target) -> Sample:
        if target.scenario is logouts:
            self._stock_up(target.host)
        host, database = self.hosts[target.host], self.hosts.get(DATABASE)
        before = host.cpu_seconds()
        database_before = database.cpu_seconds() if database else 0
        done = self._load(target.host, target.scenario)
        time.sleep(self.plan.settle)
        database_cpu = database.cpu_seconds() - database_before if database else None
        return Sample.of(
            done, host.cpu_seconds() - before, database_cpu if target.on_server else None
        )

    def _stock_up(self, host: str) -> None:
        """Have enough live sessions that can be ended."""
        missing = self.plan.seconds * LOGOUTS_A_SECOND - len(self.crowds[host].spare)
        if missing > 0:
            self._load(host, known_logins, most=missing)

    def _load(self, host: str, scenario: Scenario, *, most: float = math.inf) -> Load:
        loading = self.loader.submit(
            load,
            self.hosts[host].port,
            scenario,
            self.crowds.get(host, Crowd()),
            seconds=self.plan.seconds if most == math.inf else PREPARATION_SECONDS,
            most=most,
        )
        done, self.crowds[host] = loading.result()
        return done
