"""Time-ordered ids."""

import secrets
import time
from typing import Final
from uuid import UUID

_VERSION_7: Final = 0x7 << 76
_VARIANT: Final = 0x2 << 62
_RANDOM: Final = ((1 << 76) - 1) & ~(0x3 << 62)


class Uuid7Ids:
    """Implements ports.system.Ids with UUID version 7 (RFC 9562 section 5.7)."""

    def new(self) -> UUID:
        milliseconds = time.time_ns() // 1_000_000
        random = secrets.randbits(76) & _RANDOM
        return UUID(int=milliseconds << 80 | _VERSION_7 | _VARIANT | random)
