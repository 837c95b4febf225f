"""What the figures have to show."""

from collections.abc import Mapping
from typing import Final

import attrs

from benchmarks.figures import Figures


@attrs.frozen
class Goal:
    """A bound on a target's cost, in bare routes."""

    target: str
    most: float

    def met(self, measured: Mapping[str, Figures]) -> bool | None:
        """Tell whether it was reached, or None when the target was not measured."""
        figures = measured.get(self.target)
        return None if figures is None else figures.ratio.middle <= self.most


GOALS: Final = (
    Goal("who-am-i@sqlite", 1 / 0.40),
    Goal("who-am-i@postgresql", 1 / 0.25),
    Goal("login-storage@sqlite", 6),
    Goal("login-storage@postgresql", 6),
    Goal("whole-login@sqlite", 35),
    Goal("whole-login@postgresql", 35),
)
