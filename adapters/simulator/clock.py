"""A clock that runs like any other, and can be put forward."""

import time
from datetime import UTC, datetime, timedelta


class VirtualClock:
    """Implements ports.system.Clock: starts at the present and never goes back."""

    def __init__(self) -> None:
        self._started_at = datetime.fromtimestamp(time.time(), UTC)
        self._start = time.monotonic()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._started_at + timedelta(seconds=time.monotonic() - self._start) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Put the clock forward.

        Raises:
            ValueError: the duration is negative.
        """
        if by < timedelta():
            raise ValueError("time does not go back")
        self._ahead += by
