"""How often something was done in this minute, or this day."""

from datetime import timedelta
from typing import Final

from adapters.simulator.clock import VirtualClock

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)
# WeChat's day begins at midnight in China.
_CHINA: Final = timedelta(hours=8)


class Quotas:
    """Counts in fixed windows of the virtual clock."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._counts: dict[tuple[str, ...], tuple[int, int]] = {}

    def spend(self, *key: str, per: timedelta, most: int) -> bool:
        """Count one more; return False when the window's quota was already spent."""
        window = int((self._clock.now() + _CHINA).timestamp() // per.total_seconds())
        last_window, count = self._counts.get(key, (window, 0))
        count = count + 1 if window == last_window else 1
        self._counts[key] = (window, count)
        return count <= most
