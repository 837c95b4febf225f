"""The store in memory: for tests and for a look around; nothing outlives the process."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from functools import singledispatchmethod
from typing import Any, Final

import attrs

from adapters.persistence.retention import REMEMBERED_AFTER_END, RING_SIZE, TRIES_MOST
from domain.model.account import Account, Holder
from domain.model.audit import AuditRow, Event
from domain.model.errors import WriteConflict
from domain.model.identity import BoundIdentity, Identity, Place
from domain.model.session import Session, SignedIn
from domain.model.values import AccountId, SessionId
from ports.mini_program import SessionKey
from ports.upkeep import Violation
from ports.writes import (
    Batch,
    BindIdentity,
    ChangeAccount,
    CountKeyTries,
    EndSession,
    KeepSessionKey,
    OpenAccount,
    OpenSession,
    Remember,
    RotateRefresh,
    SupersedeIdentity,
    Write,
)

_ABSENT: Final = object()


@attrs.frozen
class _RingKey:
    key: SessionKey
    failures: int = 0


class MemoryStore:
    """Implements ports.store.Store and ports.upkeep.Upkeep in dicts.

    A batch is applied in one step without an await, and undone whole when a guard fails. A read
    looks first and yields afterwards, as a database does: what it saw may be old news.
    """

    def __init__(self) -> None:
        self.accounts: dict[AccountId, Account] = {}
        self.identities: dict[Identity, BoundIdentity] = {}
        self.sessions: dict[SessionId, Session] = {}
        self.rings: dict[tuple[str, str], dict[str, _RingKey]] = {}
        self.one_time: dict[tuple[str, str], Remember] = {}
        self.audit: dict[Any, AuditRow] = {}
        self.events: dict[Any, Event] = {}
        self._bound_to: dict[AccountId, tuple[Identity, ...]] = {}
        self._sessions_of: dict[AccountId, tuple[SessionId, ...]] = {}
        self._undo: list[Callable[[], object]] = []

    async def holders(self, identities: Collection[Identity], *, now: datetime) -> list[Holder]:
        held = [self.identities[one] for one in identities if one in self.identities]
        found = [self._holder(id_, identities, now) for id_ in {one.account_id for one in held}]
        await asyncio.sleep(0)
        return found

    async def identities_of(self, account_id: AccountId) -> list[BoundIdentity]:
        found = [self.identities[one] for one in self._bound_to.get(account_id, ())]
        await asyncio.sleep(0)
        return sorted(found, key=lambda bound: bound.id)

    async def account(self, account_id: AccountId) -> Account | None:
        found = self.accounts.get(account_id)
        await asyncio.sleep(0)
        return found

    async def signed_in(self, session_id: SessionId) -> SignedIn | None:
        session = self.sessions.get(session_id)
        found = None if session is None else self._signed_in(session)
        await asyncio.sleep(0)
        return found

    async def live_sessions(self, account_id: AccountId, *, now: datetime) -> list[Session]:
        found = self._live(account_id, now)
        await asyncio.sleep(0)
        return sorted(found, key=lambda session: (session.created_at, session.id), reverse=True)

    async def session_keys(self, app_id: str, openid: str) -> list[SessionKey]:
        ring = self.rings.get((app_id, openid), {}).values()
        found = [entry.key for entry in ring if entry.failures <= TRIES_MOST]
        await asyncio.sleep(0)
        return sorted(found, key=lambda key: key.received_at, reverse=True)

    async def remembered(
        self, purpose: str, secret: str, *, bound: str, now: datetime
    ) -> bytes | None:
        row = self.one_time.get((purpose, secret))
        await asyncio.sleep(0)
        if row is None or row.bound != bound or row.expires_at <= now:
            return None
        return row.payload

    async def apply(self, batch: Batch) -> None:
        self._undo.clear()
        try:
            for write in batch:
                self._carry_out(write)
        except WriteConflict:
            for undo in reversed(self._undo):
                undo()
            raise
        await asyncio.sleep(0)

    async def places(self) -> set[Place]:
        return {identity.place for identity in self.identities}

    async def violations(self) -> list[Violation]:
        # What the SQL invariants watch, dicts keyed by what is unique and the guards above forbid.
        return []

    async def purge(self, *, now: datetime) -> int:
        due = [key for key, row in self.one_time.items() if row.expires_at <= now]
        for key in due:
            del self.one_time[key]
        before = now - REMEMBERED_AFTER_END
        over = [one for one in self.sessions.values() if _over(one, before)]
        old = [one for one in over if one is not self._newest(one.account_id)]
        for session in old:
            del self.sessions[session.id]
            siblings = self._sessions_of[session.account_id]
            self._sessions_of[session.account_id] = tuple(
                id_ for id_ in siblings if id_ != session.id
            )
        return len(due) + len(old)

    @singledispatchmethod
    def _carry_out(self, write: Write) -> None:
        raise NotImplementedError(type(write).__name__)

    @_carry_out.register
    def _(self, write: OpenAccount) -> None:
        self._insert(self.accounts, write.account.id, write.account)

    @_carry_out.register
    def _(self, write: ChangeAccount) -> None:
        present = self.accounts.get(write.account.id)
        if present is None or present.version != write.read_at:
            raise WriteConflict
        self._put(self.accounts, write.account.id, write.account)

    @_carry_out.register
    def _(self, write: BindIdentity) -> None:
        bound = write.bound
        siblings = self._bound_to.get(bound.account_id, ())
        if any(self._fills(one, bound.identity.place) for one in siblings):
            raise WriteConflict
        self._insert(self.identities, bound.identity, bound)
        self._put(self._bound_to, bound.account_id, (*siblings, bound.identity))

    @_carry_out.register
    def _(self, write: SupersedeIdentity) -> None:
        for one in self._bound_to.get(write.account_id, ()):
            if self._fills(one, write.place):
                superseded = attrs.evolve(self.identities[one], superseded=True)
                self._put(self.identities, one, superseded)
                return
        raise WriteConflict

    @_carry_out.register
    def _(self, write: OpenSession) -> None:
        session = write.session
        self._insert(self.sessions, session.id, session)
        siblings = self._sessions_of.get(session.account_id, ())
        self._put(self._sessions_of, session.account_id, (*siblings, session.id))

    @_carry_out.register
    def _(self, write: RotateRefresh) -> None:
        session = self.sessions.get(write.session_id)
        if (
            session is None
            or session.ended_at is not None
            or session.refresh.newest != write.presented
        ):
            raise WriteConflict
        rotated = attrs.evolve(session, refresh=write.refresh, expires_at=write.expires_at)
        self._put(self.sessions, session.id, rotated)

    @_carry_out.register
    def _(self, write: EndSession) -> None:
        session = self.sessions.get(write.session_id)
        if session is not None and session.ended_at is None:
            ended = attrs.evolve(session, ended_at=write.at, end_reason=write.reason)
            self._put(self.sessions, session.id, ended)

    @_carry_out.register
    def _(self, write: KeepSessionKey) -> None:
        ring = dict(self.rings.get((write.app_id, write.openid), {}))
        known = ring.pop(write.key.secret, _RingKey(write.key))
        newest = sorted(ring.values(), key=lambda entry: entry.key.received_at)[1 - RING_SIZE :]
        kept = {entry.key.secret: entry for entry in newest}
        kept[write.key.secret] = attrs.evolve(known, key=write.key)
        self._put(self.rings, (write.app_id, write.openid), kept)

    @_carry_out.register
    def _(self, write: CountKeyTries) -> None:
        ring = self.rings.get((write.app_id, write.openid), {})
        counted = {
            secret: attrs.evolve(entry, failures=_counted(entry, write.by))
            for secret, entry in ring.items()
        }
        self._put(self.rings, (write.app_id, write.openid), counted)

    @_carry_out.register
    def _(self, write: Remember) -> None:
        self._insert(self.one_time, (write.purpose, write.secret), write)

    @_carry_out.register
    def _(self, write: AuditRow) -> None:
        self._insert(self.audit, write.id, write)

    @_carry_out.register
    def _(self, write: Event) -> None:
        self._insert(self.events, write.id, write)

    def _insert(self, table: dict[Any, Any], key: object, value: object) -> None:
        if key in table:
            raise WriteConflict
        self._put(table, key, value)

    def _put(self, table: dict[Any, Any], key: object, value: object) -> None:
        before = table.get(key, _ABSENT)
        if before is _ABSENT:
            self._undo.append(lambda: table.pop(key))
        else:
            self._undo.append(lambda: table.__setitem__(key, before))
        table[key] = value

    def _fills(self, identity: Identity, place: Place) -> bool:
        return identity.place == place and not self.identities[identity].superseded

    def _holder(self, account_id: AccountId, asked: Collection[Identity], now: datetime) -> Holder:
        bound = [self.identities[one] for one in self._bound_to[account_id]]
        return Holder(
            account=self.accounts[account_id],
            holds={one.identity: one.id for one in bound if one.identity in asked},
            places=frozenset(one.identity.place for one in bound if not one.superseded),
            live_sessions=len(self._live(account_id, now)),
        )

    def _signed_in(self, session: Session) -> SignedIn:
        account = self.accounts[session.account_id]
        return SignedIn(session, account, self._newest(account.id).created_at)

    def _newest(self, account_id: AccountId) -> Session:
        siblings = (self.sessions[id_] for id_ in self._sessions_of[account_id])
        return max(siblings, key=lambda session: session.created_at)

    def _live(self, account_id: AccountId, now: datetime) -> list[Session]:
        epoch = self.accounts[account_id].epoch
        siblings = (self.sessions[id_] for id_ in self._sessions_of.get(account_id, ()))
        return [
            one
            for one in siblings
            if one.ended_at is None and one.expires_at > now and one.epoch == epoch
        ]


def _over(session: Session, before: datetime) -> bool:
    ended = session.ended_at is not None and session.ended_at < before
    return ended or session.expires_at < before


def _counted(entry: _RingKey, by: int) -> int:
    # A dropped key is dropped for good; taking a try back does not revive it.
    return entry.failures if entry.failures > TRIES_MOST else entry.failures + by
