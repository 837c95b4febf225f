"""The upkeep of a store over SQL."""

from datetime import datetime
from uuid import UUID

from adapters.persistence.retention import PURGED_AT_ONCE, REMEMBERED_AFTER_END, SESSION_KEYS_KEPT
from adapters.persistence.sql.driver import Driver, Step
from adapters.persistence.sql.invariants import broken
from adapters.persistence.sql.mapping_of_facts import audit_of
from domain.model.audit import AuditRow
from domain.model.identity import IdentityKind, Place
from domain.model.values import AccountId
from ports.upkeep import Violation


class SqlUpkeep:
    """Implements ports.upkeep.Upkeep for every database with a driver."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._statements = driver.statements

    async def places(self) -> set[Place]:
        """Skip from place to place along the index, however many identities each holds."""
        found: set[Place] = set()
        kind = scope = ""
        while True:
            values = {"the_kind": kind, "the_scope": scope}
            rows = await self._driver.fetch(self._statements.next_place, values)
            if not rows:
                return found
            kind, scope = rows[0]
            found.add(Place(IdentityKind(kind), scope))

    async def trail(self, account_id: AccountId) -> list[AuditRow]:
        rows = await self._driver.fetch(self._statements.trail, {"account_id": account_id})
        return [audit_of(row) for row in rows]

    async def fact(self, row_id: UUID) -> AuditRow | None:
        rows = await self._driver.fetch(self._statements.fact, {"the_id": row_id})
        return audit_of(rows[0]) if rows else None

    async def violations(self) -> list[Violation]:
        return await broken(self._driver)

    async def purge(self, *, now: datetime) -> int:
        statements = self._statements
        due = (
            (statements.purge_one_time, {"now": now}),
            (statements.purge_limits, {"now": now}),
            (statements.purge_sessions, {"before": now - REMEMBERED_AFTER_END}),
            (statements.purge_session_keys, {"before": now - SESSION_KEYS_KEPT}),
            (statements.purge_snapshots, {"now": now}),
        )
        return sum([await self._purge(Step(one, one.arguments(values))) for one, values in due])

    async def _purge(self, step: Step) -> int:
        """Delete slice by slice: sign-ins come between two of them."""
        deleted = slice_ = await self._driver.commit([step])
        while slice_ == PURGED_AT_ONCE:
            slice_ = await self._driver.commit([step])
            deleted += slice_
        return deleted
