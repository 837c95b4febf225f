"""Time-ordered ids."""

import time
from typing import Final
from uuid import UUID

from adapters.system.entropy import Entropy

_VERSION_7: Final = 0x7 << 76
_VARIANT: Final = 0x2 << 62
_RANDOM: Final = ((1 << 76) - 1) & ~(0x3 << 62)

_BYTES: Final = 10


class Uuid7Ids:
    """Implements ports.system.Ids with UUID version 7 (RFC 9562 section 5.7)."""

    def __init__(self) -> None:
        self._entropy = Entropy(_BYTES)

    def new(self) -> UUID:
        milliseconds = time.time_ns() // 1_000_000
        random = int.from_bytes(self._entropy.draw(), "big") & _RANDOM
        return UUID(int=milliseconds << 80 | _VERSION_7 | _VARIANT | random)
