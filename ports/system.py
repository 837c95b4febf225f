"""The machine itself: time and fresh ids."""

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
