"""Time-ordered ids."""

import secrets
import time
from collections.abc import Iterator
from typing import Final
from uuid import UUID

_VERSION_7: Final = 0x7 << 76
_VARIANT: Final = 0x2 << 62
_RANDOM: Final = ((1 << 76) - 1) & ~(0x3 << 62)

_BYTES: Final = 10
_AT_ONCE: Final = 256


class Uuid7Ids:
    """Implements ports.system.Ids with UUID version 7 (RFC 9562 section 5.7).

    Randomness is fetched from the system for many ids at a time: a call may take 20 µs, and an id
    is no secret.
    """

    def __init__(self) -> None:
        self._fetched: Iterator[bytes] = iter(())

    def new(self) -> UUID:
        milliseconds = time.time_ns() // 1_000_000
        random = int.from_bytes(self._bytes(), "big") & _RANDOM
        return UUID(int=milliseconds << 80 | _VERSION_7 | _VARIANT | random)

    def _bytes(self) -> bytes:
        for some in self._fetched:
            return some
        fetched = secrets.token_bytes(_BYTES * _AT_ONCE)
        self._fetched = (fetched[n : n + _BYTES] for n in range(0, len(fetched), _BYTES))
        return next(self._fetched)
