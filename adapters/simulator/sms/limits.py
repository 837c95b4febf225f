"""How often a vendor texts one number, counted back from now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from adapters.simulator.clock import VirtualClock

_LONGEST: Final = timedelta(days=1)


@attrs.frozen
class Limit:
    """So many texts within any stretch of this length, a day at most."""

    most: int
    within: timedelta


class SendTimes:
    """When each vendor took texts for each number, over the last day."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._times: dict[tuple[str, ...], list[datetime]] = {}

    def reached(self, *key: str, limits: Iterable[Limit]) -> Limit | None:
        """Return the first limit that leaves no room for one more text."""
        now = self._clock.now()
        times = self._times.get(key, [])
        for limit in limits:
            if sum(now - time < limit.within for time in times) >= limit.most:
                return limit
        return None

    def note(self, *key: str) -> None:
        """Count a text that was taken."""
        now = self._clock.now()
        recent = [time for time in self._times.get(key, []) if now - time < _LONGEST]
        self._times[key] = [*recent, now]
