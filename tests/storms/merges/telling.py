"""What the callers of a storm may be told, and how a storm is sent."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from tests.storms.lines import Answer, Line

LEAD_MS = 12
"""About as long as a merge takes: whoever starts later may still come first."""

PLAIN = frozenset({200, 201, 204, 400, 401, 403, 404, 409, 410})

Act = Callable[[Line], Awaitable[Answer]]


def told(answer: Answer) -> str:
    """Return how a request ended: its code, or the status where that says it all."""
    return answer.code or str(answer.status)


def asking(request: bytes) -> Act:
    """Return the act of sending a request."""
    return lambda line: line.ask(request)


async def at_once(lines: Sequence[Line], *acts: Act) -> list[Answer]:
    """Let acts begin within a few milliseconds, each on a line of its own.

    Nobody may be told of a deadlock or a fault, or to try again.
    """

    async def begin(act: Act, line: Line, pause: float) -> Answer:
        await asyncio.sleep(pause)
        return await act(line)

    first = secrets.randbelow(len(acts))
    pauses = [secrets.randbelow(LEAD_MS + 1) / 1000 * (n != first) for n in range(len(acts))]
    turned = secrets.randbelow(2)
    answers = await asyncio.gather(*map(begin, acts, [*lines[turned:], *lines], pauses))
    for answer in answers:
        assert answer.status in PLAIN, answer
    return answers


def told_of(ends: Counter[tuple[str, ...]]) -> str:
    """Return how the rounds ended, the most frequent first."""
    return ", ".join(f"{times} {' | '.join(end)}" for end, times in ends.most_common())
