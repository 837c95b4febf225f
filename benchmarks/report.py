"""The table, and a line for each goal."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from benchmarks.figures import Figures, Spread
from benchmarks.goals import GOALS, Goal
from benchmarks.samples import Plan, Round

_HEAD: Final = (
    f"{'target':24}{'x bare':>8}{'(spread)':>16}{'cpu µs':>9}{'database µs':>13}"
    f"{'answers/s':>11}{'p50 ms':>9}{'p99 ms':>9}"
)
_WORDS: Final = {True: "pass", False: "FAIL", None: "not measured"}


def report(measured: Mapping[str, Figures]) -> Iterator[str]:
    """Write the machine, the table and the goals, line by line."""
    yield "Python {python}, {processors} processors, load average {load_average}".format(
        **machine()
    )
    yield ""
    yield _HEAD
    yield from map(_row, measured.values())
    yield ""
    yield from (_verdict(goal, measured) for goal in GOALS)


def machine() -> dict[str, Any]:
    """Say where this ran; the load average at the end tells how quiet it was."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }


def as_json(plan: Plan, rounds: Sequence[Round], measured: Mapping[str, Figures]) -> Any:
    """Return everything: the machine, each sample, the figures, the goals."""
    return {
        "machine": machine(),
        "plan": attrs.asdict(plan),
        "rounds": [{name: attrs.asdict(one) for name, one in each.items()} for each in rounds],
        "figures": {name: attrs.asdict(one) for name, one in measured.items()},
        "goals": [{**attrs.asdict(goal), "met": goal.met(measured)} for goal in GOALS],
    }


def _row(one: Figures) -> str:
    database = "-" if one.database is None else f"{one.database.middle * 1e6:.0f}"
    return (
        f"{one.name:24}{one.ratio.middle:8.2f}{_spread(one.ratio):>16}"
        f"{one.cpu.middle * 1e6:9.1f}{database:>13}{one.rate.middle:11.0f}"
        f"{one.p50.middle * 1e3:9.2f}{one.p99.middle * 1e3:9.2f}"
    )


def _spread(ratio: Spread) -> str:
    return f"({ratio.least:.2f}-{ratio.most:.2f})"


def _verdict(goal: Goal, measured: Mapping[str, Figures]) -> str:
    line = f"{_WORDS[goal.met(measured)]:>13}  {goal.target}: at most {goal.most:.1f} x bare"
    if goal.target not in measured:
        return line
    ratio = measured[goal.target].ratio
    return f"{line}; {ratio.middle:.2f} x, {1 / ratio.middle:.2f} of bare {_spread(ratio)}"
