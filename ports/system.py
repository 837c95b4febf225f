"""The machine itself: time, fresh ids, and chance."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """The time; nodes are expected within 60 seconds of each other."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Ids(Protocol):
    """Fresh ids."""

    def new(self) -> UUID:
        """Return an id nobody has had: time-ordered, unique across nodes, never a secret."""


class Randomness(Protocol):
    """Secrets that nobody can guess."""

    def digits(self, length: int) -> str:
        """Return so many decimal digits, every number of them as likely as any other."""

    def token(self) -> str:
        """Return 256 random bits, as letters and digits that need no escaping."""
