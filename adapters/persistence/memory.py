"""The store in memory: for tests and for a look around; nothing outlives the process."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime

from adapters.persistence.memory_upkeep import MemoryUpkeep
from adapters.persistence.retention import TRIES_MOST
from domain.model.account import Account, Holder
from domain.model.identity import BoundIdentity, Identity, IdentityKind
from domain.model.limits import Hits, Limit
from domain.model.merge_case import MergeCase
from domain.model.session import Session, SignedIn
from domain.model.values import AccountId, MergeCaseId, SessionId
from ports.login_codes import SessionKey
from ports.vault import Vault
from ports.writes import Batch


class MemoryStore(MemoryUpkeep):
    """Implements ports.store.Store and ports.upkeep.Upkeep in dicts.

    A batch is applied in one step without an await. A read looks first and yields afterwards, as
    a database does: what it saw may be old news.
    """

    async def holders(self, identities: Collection[Identity], *, now: datetime) -> list[Holder]:
        held = [self.tables.identities[one] for one in identities if one in self.tables.identities]
        found = [self._holder(id_, identities, now) for id_ in {one.account_id for one in held}]
        await asyncio.sleep(0)
        return found

    async def identities_of(self, account_id: AccountId) -> list[BoundIdentity]:
        found = [self.tables.identities[one] for one in self.tables.bound_to.get(account_id, ())]
        await asyncio.sleep(0)
        return sorted(found, key=lambda bound: bound.id)

    async def account(self, account_id: AccountId) -> Account | None:
        found = self.tables.accounts.get(account_id)
        await asyncio.sleep(0)
        return found

    async def aliases(self, account_id: AccountId) -> list[Account]:
        found = [one for one in self.tables.accounts.values() if one.merged_into == account_id]
        await asyncio.sleep(0)
        return sorted(found, key=lambda account: account.id)

    async def merge_case(self, case_id: MergeCaseId) -> MergeCase | None:
        found = self.tables.cases.rows.get(case_id)
        await asyncio.sleep(0)
        return found

    async def merge_cases(self, account_id: AccountId) -> list[MergeCase]:
        found = self.tables.cases.of(account_id)
        await asyncio.sleep(0)
        return found

    async def signed_in(self, session_id: SessionId) -> SignedIn | None:
        session = self.tables.sessions.get(session_id)
        found = None if session is None else self._signed_in(session)
        await asyncio.sleep(0)
        return found

    async def live_sessions(self, account_id: AccountId, *, now: datetime) -> list[Session]:
        found = self._live(account_id, now)
        await asyncio.sleep(0)
        return sorted(found, key=lambda session: (session.created_at, session.id), reverse=True)

    async def session_keys(self, app_id: str, openid: str) -> list[SessionKey]:
        ring = self.tables.secrets.rings.get((app_id, openid), {}).values()
        found = [entry.key for entry in ring if entry.failures <= TRIES_MOST]
        await asyncio.sleep(0)
        return sorted(found, key=lambda key: key.received_at, reverse=True)

    async def remembered(
        self, purpose: str, secret: str, *, bound: str, now: datetime
    ) -> bytes | None:
        row = self.tables.secrets.one_time.get((purpose, secret))
        await asyncio.sleep(0)
        if row is None or row.write.bound != bound or row.write.expires_at <= now:
            return None
        return row.write.payload

    async def password(self, account_id: AccountId) -> str | None:
        found = self.tables.secrets.passwords.get(account_id)
        await asyncio.sleep(0)
        return found

    async def hits(self, limit: Limit, subject: str, *, now: datetime) -> Hits | None:
        found = self.tables.secrets.limits.get((limit.name, subject))
        await asyncio.sleep(0)
        return None if found is None or found.until <= now else found

    async def apply(self, batch: Batch) -> None:
        self.tables.carry_out(batch)
        await asyncio.sleep(0)

    def _holder(self, account_id: AccountId, asked: Collection[Identity], now: datetime) -> Holder:
        bound = [self.tables.identities[one] for one in self.tables.bound_to[account_id]]
        return Holder(
            account=self.tables.accounts[account_id],
            holds={one.identity: one for one in bound if one.identity in asked},
            places=frozenset(one.identity.place for one in bound if not one.superseded),
            live_sessions=len(self._live(account_id, now)),
            has_password=account_id in self.tables.secrets.passwords,
            phone=self._phone(account_id),
        )

    def _signed_in(self, session: Session) -> SignedIn:
        account = self.tables.accounts[session.account_id]
        newest = self._newest(account.id)
        return SignedIn(session, account, newest.created_at, self._phone(account.id))

    def _phone(self, account_id: AccountId) -> str | None:
        for one in self.tables.bound_to.get(account_id, ()):
            if one.kind is IdentityKind.PHONE and not self.tables.identities[one].superseded:
                return one.subject
        return None

    def _live(self, account_id: AccountId, now: datetime) -> list[Session]:
        epoch = self.tables.accounts[account_id].epoch
        siblings = (
            self.tables.sessions[id_] for id_ in self.tables.sessions_of.get(account_id, ())
        )
        return [
            one
            for one in siblings
            if one.ended_at is None and one.expires_at > now and one.epoch == epoch
        ]


@asynccontextmanager
async def open_memory(_url: str, _vault: Vault, **_: float) -> AsyncIterator[MemoryStore]:
    """Open an empty store."""
    yield MemoryStore()
