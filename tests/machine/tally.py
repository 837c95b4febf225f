"""What the runs came to."""

from collections import Counter
from typing import Final

import attrs

from adapters.explaining.tables import TABLES

CELLS: Final = {table.name: table.cells().keys() for table in TABLES}
_EVERY: Final = set().union(*CELLS.values())


@attrs.define
class Tally:
    """How often each rule was called, what was answered, and how often the whole was checked.

    Attributes:
        cells: those that somebody was let in by, or that the trail names.
        decided: those that were asked for; a refusal that changes nothing leaves no trace.
        merges: how many there were, and how many were taken back.
    """

    rules: Counter[str] = attrs.field(factory=Counter)
    codes: Counter[str] = attrs.field(factory=Counter)
    cells: set[str] = attrs.field(factory=set)
    decided: set[str] = attrs.field(factory=set)
    merges: Counter[str] = attrs.field(factory=Counter)
    runs: int = 0
    checks: int = 0

    @property
    def steps(self) -> int:
        return self.rules.total()

    def add(self, run: "Tally") -> None:
        """Add a run, unless it did the same thing over and over, as the first of each lot does."""
        if len(run.rules) < 2:
            return
        self.rules += run.rules
        self.codes += run.codes
        self.merges += run.merges
        self.cells |= run.cells
        self.checks += run.checks
        self.runs += 1

    def report(self, where: str, seconds: float) -> str:
        return "\n".join(
            (
                f"\nmachine on {where}: {self.steps} steps in {self.runs} runs, {seconds:.0f} s, "
                f"{self.checks} checks by SQL, no break",
                *(f"  {count:7} {rule}" for rule, count in self.rules.most_common()),
                f"  rules: {len(self.rules)}",
                f"  merges: {_listed(self.merges)}",
                f"  cells decided: {_met(self.decided)}",
                f"  cells never decided: {', '.join(sorted(_EVERY - self.decided))}",
                f"  cells that left a trace: {_met(self.cells)}",
                f"  answers: {_listed(self.codes)}",
            )
        )


def _met(cells: set[str]) -> str:
    met = {name: len(cells & every) for name, every in CELLS.items()}
    total = f"{sum(met.values())} of {len(_EVERY)}"
    return f"{total} ({', '.join(f'{name} {met[name]}/{len(CELLS[name])}' for name in CELLS)})"


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.most_common())
