"""What the operator's commands ask of a store."""

from datetime import datetime
from typing import Protocol

import attrs

from domain.model.identity import Place


@attrs.frozen
class Violation:
    """A row that breaks an invariant; `row` is an id or another key, never a subject."""

    invariant: str
    statement: str
    row: str


class Upkeep(Protocol):
    """Questions about the whole store; each may take long on a large one."""

    async def places(self) -> set[Place]:
        """Return every place that a stored identity fills."""

    async def violations(self) -> list[Violation]:
        """Return what breaks an invariant; nothing, if all is well."""

    async def purge(self, *, now: datetime) -> int:
        """Delete one-time rows and sessions that can never matter again; return how many."""
