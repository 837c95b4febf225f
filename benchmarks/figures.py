"""From samples to figures: ratios are taken inside a round, then the middle of all rounds."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Self

import attrs

from benchmarks.samples import Round, Sample
from benchmarks.targets import BARE


@attrs.frozen
class Spread:
    """The middle of the rounds, and the least and the most."""

    middle: float
    least: float
    most: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Self:
        seen = list(values)
        return cls(median(seen), min(seen), max(seen))


@attrs.frozen(kw_only=True)
class Figures:
    """What the rounds say of one target; times in seconds an answer.

    Attributes:
        ratio: processor time over that of the bare route in the same round.
        database: the database's own processor time, where it has processes of its own.
        rate: answers a second; on a shared machine it moves far more than the ratio.
    """

    name: str
    ratio: Spread
    cpu: Spread
    database: Spread | None
    rate: Spread
    p50: Spread
    p99: Spread


def figures(rounds: Sequence[Round], name: str) -> Figures:
    """Return the figures of the target with this name."""
    samples = [one[name] for one in rounds]
    database = [one.database_cpu / one.answers for one in samples if one.database_cpu is not None]
    return Figures(
        name=name,
        ratio=Spread.over(_cost(one[name]) / _cost(one[BARE]) for one in rounds),
        cpu=Spread.over(map(_cost, samples)),
        database=Spread.over(database) if database else None,
        rate=Spread.over(one.answers / one.seconds for one in samples),
        p50=Spread.over(one.p50 for one in samples),
        p99=Spread.over(one.p99 for one in samples),
    )


def _cost(sample: Sample) -> float:
    return sample.cpu / sample.answers
