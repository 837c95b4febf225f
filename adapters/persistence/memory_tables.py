"""The tables of the store in memory, and the writes that change them."""

from collections.abc import Callable
from functools import singledispatchmethod
from typing import Any, Final

import attrs

from adapters.persistence.retention import RING_SIZE, TRIES_MOST
from domain.model.account import Account
from domain.model.audit import AuditRow, Event
from domain.model.errors import WriteConflict
from domain.model.identity import BoundIdentity, Identity, Place, ProofMethod
from domain.model.limits import Hits
from domain.model.session import Session
from domain.model.values import AccountId, IdentityId, SessionId
from ports.mini_program import SessionKey
from ports.writes import (
    Batch,
    BindIdentity,
    ChangeAccount,
    Consume,
    CountHit,
    CountKeyTries,
    CountTry,
    EndOtherSessions,
    EndSession,
    EndSessionsBy,
    Forget,
    ForgiveHit,
    KeepPassword,
    KeepSession,
    KeepSessionKey,
    OpenAccount,
    OpenSession,
    ProveSession,
    ReleaseIdentity,
    Remember,
    RenewProof,
    RotateRefresh,
    SetPassword,
    SupersedeIdentity,
    Write,
)

_ABSENT: Final = object()


@attrs.frozen
class RingKey:
    """A session key and how many tries at it have failed."""

    key: SessionKey
    failures: int = 0


@attrs.frozen
class OneTime:
    """What works once, and how many tries at it were counted."""

    write: Remember
    tries: int = 0


class Tables:
    """Dicts keyed by what is unique. A batch is carried out in one step, or undone whole."""

    def __init__(self) -> None:
        self.accounts: dict[AccountId, Account] = {}
        self.identities: dict[Identity, BoundIdentity] = {}
        self.sessions: dict[SessionId, Session] = {}
        self.rings: dict[tuple[str, str], dict[str, RingKey]] = {}
        self.one_time: dict[tuple[str, str], OneTime] = {}
        self.passwords: dict[AccountId, str] = {}
        self.limits: dict[tuple[str, str], Hits] = {}
        self.audit: dict[Any, AuditRow] = {}
        self.events: dict[Any, Event] = {}
        self.bound_to: dict[AccountId, tuple[Identity, ...]] = {}
        self.sessions_of: dict[AccountId, tuple[SessionId, ...]] = {}
        self._undo: list[Callable[[], object]] = []

    def carry_out(self, batch: Batch) -> None:
        """Carry out the whole batch.

        Raises:
            WriteConflict: a guard failed; everything is as it was.
        """
        self._undo.clear()
        try:
            for write in batch:
                self._carry_out(write)
        except WriteConflict:
            for undo in reversed(self._undo):
                undo()
            raise

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
        siblings = self.bound_to.get(bound.account_id, ())
        if any(self._fills(one, bound.identity.place) for one in siblings):
            raise WriteConflict
        self._insert(self.identities, bound.identity, bound)
        self._put(self.bound_to, bound.account_id, (*siblings, bound.identity))

    @_carry_out.register
    def _(self, write: SupersedeIdentity) -> None:
        for one in self.bound_to.get(write.account_id, ()):
            if self._fills(one, write.place):
                superseded = attrs.evolve(self.identities[one], superseded=True)
                self._put(self.identities, one, superseded)
                return
        raise WriteConflict

    @_carry_out.register
    def _(self, write: RenewProof) -> None:
        bound = self._held(write.account_id, write.identity_id)
        claimed = bound.proof.method is ProofMethod.CLAIMED
        if claimed or bound.proof.proved_at < write.proof.proved_at:
            self._put(self.identities, bound.identity, attrs.evolve(bound, proof=write.proof))

    @_carry_out.register
    def _(self, write: ReleaseIdentity) -> None:
        bound = self._held(write.account_id, write.identity_id)
        if bound.proof.proved_at > write.proved_at:
            raise WriteConflict
        released = bound.identity
        left = tuple(one for one in self.bound_to[write.account_id] if one != released)
        self._put(self.bound_to, write.account_id, left)
        self._take(self.identities, released)

    @_carry_out.register
    def _(self, write: SetPassword) -> None:
        self._put(self.passwords, write.account_id, write.hashed)

    @_carry_out.register
    def _(self, write: KeepPassword) -> None:
        if self.passwords.get(write.account_id) != write.hashed:
            raise WriteConflict
        self._put(self.passwords, write.account_id, write.better)

    @_carry_out.register
    def _(self, write: OpenSession) -> None:
        session = write.session
        self._held(session.account_id, session.identity_id)
        self._insert(self.sessions, session.id, session)
        siblings = self.sessions_of.get(session.account_id, ())
        self._put(self.sessions_of, session.account_id, (*siblings, session.id))

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
    def _(self, write: EndSessionsBy) -> None:
        for id_ in self.sessions_of.get(write.account_id, ()):
            if self.sessions[id_].identity_id == write.identity_id:
                self._carry_out(EndSession(id_, write.at, write.reason))

    @_carry_out.register
    def _(self, write: EndOtherSessions) -> None:
        for id_ in self.sessions_of.get(write.account_id, ()):
            if id_ != write.but:
                self._carry_out(EndSession(id_, write.at, write.reason))

    @_carry_out.register
    def _(self, write: KeepSession) -> None:
        session = self._unended(write.session_id)
        kept = attrs.evolve(session, identity_id=write.identity_id)
        self._put(self.sessions, session.id, kept)

    @_carry_out.register
    def _(self, write: ProveSession) -> None:
        session = self._unended(write.session_id)
        self._put(self.sessions, session.id, attrs.evolve(session, proved_at=write.at))

    @_carry_out.register
    def _(self, write: KeepSessionKey) -> None:
        ring = dict(self.rings.get((write.app_id, write.openid), {}))
        known = ring.pop(write.key.secret, RingKey(write.key))
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
        key = (write.purpose, write.secret)
        if write.anew:
            self._put(self.one_time, key, OneTime(write))
        else:
            self._insert(self.one_time, key, OneTime(write))

    @_carry_out.register
    def _(self, write: CountTry) -> None:
        row = self._alive(write)
        if row.tries >= write.most:
            raise WriteConflict
        counted = attrs.evolve(row, tries=row.tries + 1)
        self._put(self.one_time, (write.purpose, write.secret), counted)

    @_carry_out.register
    def _(self, write: Consume) -> None:
        self._alive(write)
        self._take(self.one_time, (write.purpose, write.secret))

    @_carry_out.register
    def _(self, write: Forget) -> None:
        if (write.purpose, write.secret) in self.one_time:
            self._take(self.one_time, (write.purpose, write.secret))

    @_carry_out.register
    def _(self, write: CountHit) -> None:
        key = (write.limit.name, write.subject)
        hits = self.limits.get(key)
        if hits is None or hits.until <= write.at:
            hits = Hits(0, write.at + write.limit.window)
        if hits.count >= write.limit.most:
            raise WriteConflict
        self._put(self.limits, key, attrs.evolve(hits, count=hits.count + 1))

    @_carry_out.register
    def _(self, write: AuditRow) -> None:
        self._insert(self.audit, write.id, write)

    @_carry_out.register
    def _(self, write: Event) -> None:
        self._insert(self.events, write.id, write)

    @_carry_out.register
    def _(self, write: ForgiveHit) -> None:
        key = (write.limit.name, write.subject)
        hits = self.limits.get(key)
        if hits is not None and hits.until > write.at and hits.count > 0:
            self._put(self.limits, key, attrs.evolve(hits, count=hits.count - 1))

    def _unended(self, session_id: SessionId) -> Session:
        session = self.sessions.get(session_id)
        if session is None or session.ended_at is not None:
            raise WriteConflict
        return session

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

    def _take(self, table: dict[Any, Any], key: object) -> None:
        before = table.pop(key)
        self._undo.append(lambda: table.__setitem__(key, before))

    def _held(self, account_id: AccountId, identity_id: IdentityId) -> BoundIdentity:
        for one in self.bound_to.get(account_id, ()):
            if self.identities[one].id == identity_id:
                return self.identities[one]
        raise WriteConflict

    def _alive(self, write: CountTry | Consume) -> OneTime:
        row = self.one_time.get((write.purpose, write.secret))
        if row is None or row.write.bound != write.bound or row.write.expires_at <= write.at:
            raise WriteConflict
        return row

    def _fills(self, identity: Identity, place: Place) -> bool:
        return identity.place == place and not self.identities[identity].superseded


def _counted(entry: RingKey, by: int) -> int:
    # A dropped key is dropped for good; taking a try back does not revive it.
    return entry.failures if entry.failures > TRIES_MOST else entry.failures + by
