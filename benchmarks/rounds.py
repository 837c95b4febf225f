"""All targets side by side: every round visits each once, in a fresh random order."""

from collections.abc import Callable, Sequence
from secrets import SystemRandom

from benchmarks.opening import open_stage
from benchmarks.samples import Plan, Round
from benchmarks.targets import Measurable


def run_rounds(
    plan: Plan, targets: Sequence[Measurable], tell: Callable[[str], None]
) -> list[Round]:
    """Measure every target in every round; `tell` is given a line about what goes on.

    Raises:
        WrongAnswer, OSError: a service did not do what it has to; nothing is worth keeping.
        ServerMissing: a target needs PostgreSQL and the machine has none.
    """
    tell("starting the services, letting people sign in")
    rounds: list[Round] = []
    with open_stage(plan, targets) as stage:
        for number in range(1, plan.rounds + 1):
            samples = {}
            for target in SystemRandom().sample(targets, len(targets)):
                tell(f"round {number} of {plan.rounds}: {target.name}")
                samples[target.name] = stage.measure(target)
            rounds.append(samples)
    return rounds
