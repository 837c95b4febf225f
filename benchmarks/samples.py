"""How measuring is done, and what it yields."""

from typing import Self

import attrs

from benchmarks.loading import Load


@attrs.frozen(kw_only=True)
class Plan:
    """How long and how often to measure.

    Attributes:
        seconds: how long each target is under load, each time.
        settle: seconds of rest after that. What a database does then is counted too, for it is
            owed to the answers before.
        people: how many have an account and a lasting session before anything is measured.
    """

    rounds: int = 4
    seconds: float = 2.0
    settle: float = 0.6
    people: int = 2_500


@attrs.frozen(kw_only=True)
class Sample:
    """One look at one target; processor time and latencies in seconds."""

    answers: int
    seconds: float
    cpu: float
    database_cpu: float | None
    p50: float
    p99: float

    @classmethod
    def of(cls, load: Load, cpu: float, database_cpu: float | None = None) -> Self:
        return cls(
            answers=load.answers,
            seconds=load.seconds,
            cpu=cpu,
            database_cpu=database_cpu,
            p50=load.percentile(0.5),
            p99=load.percentile(0.99),
        )


Round = dict[str, Sample]
