"""What lies at rest unreadable: blind look-up keys and sealed values."""

from typing import Protocol


class Vault(Protocol):
    """Turns secrets and subjects into what may be stored.

    `bound_to` ties a result to its place: the same value elsewhere gives another key, and a
    sealed value moved elsewhere does not open.
    """

    def index(self, value: str, *, bound_to: str) -> bytes:
        """Return 32 bytes that are always the same for this value in this place.

        They are made under a key that is never rotated, and tell nothing about the value without
        that key.
        """

    def seal(self, value: bytes, *, bound_to: str) -> bytes:
        """Return the value encrypted and authenticated under the newest key."""

    def open(self, sealed: bytes, *, bound_to: str) -> bytes:
        """Return what was sealed under any key of the ring.

        Raises:
            SealBroken: it was changed, was sealed for another place, or its key has gone.
        """


class SealBroken(Exception):
    """A sealed value does not open here."""
