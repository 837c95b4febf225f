"""What every path costs, in bare routes of the product.

Each service runs in a process of its own, as `guiyi serve` would, under 16 connections that send
the next request when the last is answered. What counts is the processor time of the process for
each answer, over that of the bare route (/livez) in the same round: a busy machine moves answers a
second far more than this ratio. Any wrong answer ends the run.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.figures import figures
from benchmarks.goals import GOALS
from benchmarks.report import as_json, report
from benchmarks.rounds import run_rounds
from benchmarks.samples import Plan
from benchmarks.targets import chosen
from tests.provisioning import ServerMissing


def main() -> int:
    """Measure, print, and return the exit status."""
    options = _options()
    plan = Plan(rounds=options.rounds, seconds=options.seconds)
    targets = chosen(options.only)
    try:
        rounds = run_rounds(plan, targets, _tell)
    except ServerMissing as missing:
        sys.exit(f"{missing} (or leave it out: --only sqlite)")
    measured = {target.name: figures(rounds, target.name) for target in targets}
    print(*report(measured), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(plan, rounds, measured), indent=1) + "\n")
    missed = any(goal.met(measured) is False for goal in GOALS)
    return 1 if options.gate and missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="visits to each target (4)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a visit (2)")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PART",
        help="targets named so; again for more",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a goal is missed")
    return parser.parse_args()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
