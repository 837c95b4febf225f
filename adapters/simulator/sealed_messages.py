"""What WeChat remembers of the numbers it sealed."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from adapters.simulator.clock import VirtualClock

REMEMBERED: Final = timedelta(days=3)


class SealedMessages:
    """When each sealed number was made, for three days."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._made_at: dict[tuple[str, str], datetime] = {}

    def remember(self, app_id: str, encrypted_data: str) -> None:
        """Take note of a number sealed for the app: the hash is that of its base64 text."""
        digest = hashlib.sha256(encrypted_data.encode()).hexdigest()
        self._made_at[app_id, digest] = self._clock.now()

    def made_at(self, app_id: str, digest: str) -> datetime | None:
        """Return when WeChat sealed what has this hash; None when it does not know."""
        made_at = self._made_at.get((app_id, digest))
        if made_at is None or self._clock.now() - made_at >= REMEMBERED:
            return None
        return made_at
