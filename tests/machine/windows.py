"""What may happen only so often, counted plainly."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from tests.fakes import SettableClock

Counted = tuple[str, int, timedelta, str]
"""The name of a limit, how many it allows in which time, and whom it counts of."""

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def texts(number: str, place: str) -> tuple[Counted, ...]:
    return (
        ("texts a minute", 1, _MINUTE, number),
        ("texts an hour", 5, _HOUR, number),
        ("texts a day", 10, _DAY, number),
        ("texts from here", 20, _HOUR, place),
    )


def tries(number: str) -> tuple[Counted, ...]:
    return (("tries", 20, _DAY, number),)


def guesses(whose: object) -> tuple[Counted, ...]:
    return (
        ("guesses", 10, 15 * _MINUTE, str(whose)),
        ("guesses a day", 100, _DAY, str(whose)),
    )


def presses(app: str, who: object) -> tuple[Counted, ...]:
    person = f"{app} {who}"
    return (("presses", 3, 10 * _MINUTE, person), ("presses a day", 10, _DAY, person))


@attrs.define
class Windows:
    """Each opens with the first that it counts, and stays open for its time."""

    clock: SettableClock
    _open: dict[tuple[str, str], tuple[int, datetime]] = attrs.field(factory=dict)

    def has_room(self, *counted: Counted) -> bool:
        return all(self._window(one)[0] < one[1] for one in counted)

    def admit(self, *counted: Counted) -> bool:
        """Count it against all, or against none where one is full; tell which."""
        if not self.has_room(*counted):
            return False
        self._add(1, counted)
        return True

    def forgive(self, *counted: Counted) -> None:
        self._add(-1, [one for one in counted if self._window(one)[0]])

    def _add(self, by: int, counted: Iterable[Counted]) -> None:
        for one in counted:
            count, until = self._window(one)
            self._open[one[0], one[3]] = (count + by, until)

    def _window(self, counted: Counted) -> tuple[int, datetime]:
        name, _, span, who = counted
        now = self.clock.now()
        count, until = self._open.get((name, who), (0, now))
        return (count, until) if now < until else (0, now + span)
