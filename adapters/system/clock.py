"""The machine's own clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Implements ports.system.Clock."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)
