"""What the runs came to."""

from collections import Counter

import attrs


@attrs.define
class Tally:
    """How often each rule was called, what was answered, and how often the whole was checked."""

    rules: Counter[str] = attrs.field(factory=Counter)
    codes: Counter[str] = attrs.field(factory=Counter)
    cells: set[str] = attrs.field(factory=set)
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
        self.cells |= run.cells
        self.checks += run.checks
        self.runs += 1

    def report(self, where: str, seconds: float) -> str:
        return "\n".join(
            (
                f"\nmachine on {where}: {self.steps} steps in {self.runs} runs, {seconds:.0f} s, "
                f"{self.checks} checks by SQL, {len(self.cells)} cells, no break",
                *(f"  {count:7} {rule}" for rule, count in self.rules.most_common()),
                "  answers: " + ", ".join(f"{n} {code}" for code, n in self.codes.most_common()),
            )
        )
