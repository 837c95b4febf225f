"""Random bytes that are no secrets: parts of ids, and nonces."""

import secrets
from collections.abc import Iterator
from typing import Final

_AT_ONCE: Final = 256


class Entropy:
    """Fetches randomness for many draws at a time; a call of the system may take 20 µs."""

    def __init__(self, size: int) -> None:
        """Take how many bytes a draw gives."""
        self._size = size
        self._fetched: Iterator[bytes] = iter(())

    def draw(self) -> bytes:
        """Return bytes that nobody was given before."""
        for some in self._fetched:
            return some
        size = self._size
        fetched = secrets.token_bytes(size * _AT_ONCE)
        self._fetched = (fetched[n : n + size] for n in range(0, len(fetched), size))
        return next(self._fetched)
