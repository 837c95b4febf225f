"""What the operator's commands ask of a store."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from domain.model.audit import AuditRow
from domain.model.identity import Place
from domain.model.values import AccountId


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

    async def trail(self, account_id: AccountId) -> list[AuditRow]:
        """Return the audit rows that concern an account, oldest first."""

    async def fact(self, row_id: UUID) -> AuditRow | None:
        """Return the audit row of this id."""

    async def violations(self) -> list[Violation]:
        """Return what breaks an invariant; nothing, if all is well."""

    async def purge(self, *, now: datetime) -> int:
        """Delete what can never matter again; return how many.

        One-time rows, limits, sessions, session keys, and the snapshots of old merges.
        """
