"""The upkeep of the store in memory."""

import asyncio
from datetime import datetime
from uuid import UUID

from adapters.persistence.memory_tables import Tables
from adapters.persistence.retention import REMEMBERED_AFTER_END
from domain.model.audit import AuditRow
from domain.model.identity import Place
from domain.model.session import Session
from domain.model.values import AccountId
from ports.upkeep import Violation


class MemoryUpkeep:
    """Implements ports.upkeep.Upkeep in dicts."""

    def __init__(self) -> None:
        self.tables = Tables()

    async def places(self) -> set[Place]:
        return {identity.place for identity in self.tables.identities}

    async def trail(self, account_id: AccountId) -> list[AuditRow]:
        rows = self.tables.audit.values()
        found = [row for row in rows if account_id in (row.account_id, row.other_id)]
        await asyncio.sleep(0)
        return sorted(found, key=lambda row: (row.at, row.id))

    async def fact(self, row_id: UUID) -> AuditRow | None:
        found = self.tables.audit.get(row_id)
        await asyncio.sleep(0)
        return found

    async def violations(self) -> list[Violation]:
        # What the SQL invariants watch, dicts keyed by what is unique and the guards above forbid.
        return []

    async def purge(self, *, now: datetime) -> int:
        return (
            self.tables.secrets.purge(now)
            + self.tables.cases.purge(now)
            + self._purge_sessions(now - REMEMBERED_AFTER_END)
        )

    def _purge_sessions(self, before: datetime) -> int:
        over = [one for one in self.tables.sessions.values() if _over(one, before)]
        old = [one for one in over if one is not self._newest(one.account_id)]
        for session in old:
            del self.tables.sessions[session.id]
            siblings = self.tables.sessions_of[session.account_id]
            self.tables.sessions_of[session.account_id] = tuple(
                id_ for id_ in siblings if id_ != session.id
            )
        return len(old)

    def _newest(self, account_id: AccountId) -> Session:
        siblings = (self.tables.sessions[id_] for id_ in self.tables.sessions_of[account_id])
        return max(siblings, key=lambda session: session.created_at)


def _over(session: Session, before: datetime) -> bool:
    ended = session.ended_at is not None and session.ended_at < before
    return ended or session.expires_at < before
