"""The tables of the store in memory, and the writes that change them; secrets lie next door."""

from functools import singledispatchmethod
from typing import Any

import attrs

from adapters.persistence.memory_cases import CaseTable
from adapters.persistence.memory_secrets import SecretTables
from adapters.persistence.memory_undo import Undo
from domain.model.account import Account
from domain.model.audit import AuditRow, Event
from domain.model.errors import WriteConflict
from domain.model.identity import BoundIdentity, Identity, Place, ProofMethod
from domain.model.session import Session
from domain.model.values import AccountId, IdentityId, SessionId
from ports.writes import (
    Batch,
    BindIdentity,
    ChangeAccount,
    CloseMergeCase,
    EndOtherSessions,
    EndSession,
    EndSessionsBy,
    KeepSession,
    MoveIdentity,
    OpenAccount,
    OpenMergeCase,
    OpenSession,
    ProveSession,
    ReleaseIdentity,
    RenewProof,
    RotateRefresh,
    SupersedeIdentity,
    Write,
)


class Tables:
    """Dicts keyed by what is unique. A batch is carried out in one step, or undone whole."""

    def __init__(self) -> None:
        self.accounts: dict[AccountId, Account] = {}
        self.identities: dict[Identity, BoundIdentity] = {}
        self.sessions: dict[SessionId, Session] = {}
        self.audit: dict[Any, AuditRow] = {}
        self.events: dict[Any, Event] = {}
        self.bound_to: dict[AccountId, tuple[Identity, ...]] = {}
        self.sessions_of: dict[AccountId, tuple[SessionId, ...]] = {}
        self._undo = Undo()
        self.cases = CaseTable(self._undo)
        self.secrets = SecretTables(self._undo)

    def carry_out(self, batch: Batch) -> None:
        """Carry out the whole batch.

        Raises:
            WriteConflict: a guard failed; everything is as it was.
        """
        self._undo.begin()
        try:
            for write in batch:
                self._carry_out(write)
        except WriteConflict:
            self._undo.back()
            raise

    @singledispatchmethod
    def _carry_out(self, write: Write) -> None:
        self.secrets.carry_out(write)

    @_carry_out.register
    def _(self, write: OpenAccount) -> None:
        self._undo.insert(self.accounts, write.account.id, write.account)

    @_carry_out.register
    def _(self, write: ChangeAccount) -> None:
        present = self.accounts.get(write.account.id)
        if present is None or present.version != write.read_at:
            raise WriteConflict
        self._undo.put(self.accounts, write.account.id, write.account)

    @_carry_out.register
    def _(self, write: BindIdentity) -> None:
        self._bind(write.bound)

    @_carry_out.register
    def _(self, write: SupersedeIdentity) -> None:
        for one in self.bound_to.get(write.account_id, ()):
            if self._fills(one, write.place):
                superseded = attrs.evolve(self.identities[one], superseded=True)
                self._undo.put(self.identities, one, superseded)
                return
        raise WriteConflict

    @_carry_out.register
    def _(self, write: RenewProof) -> None:
        bound = self._held(write.account_id, write.identity_id)
        claimed = bound.proof.method is ProofMethod.CLAIMED
        if claimed or bound.proof.proved_at < write.proof.proved_at:
            self._undo.put(self.identities, bound.identity, attrs.evolve(bound, proof=write.proof))

    @_carry_out.register
    def _(self, write: ReleaseIdentity) -> None:
        bound = self._held(write.account_id, write.identity_id)
        if bound.proof.proved_at > write.proved_at:
            raise WriteConflict
        self._let_go(bound)

    @_carry_out.register
    def _(self, write: MoveIdentity) -> None:
        bound = self._held(write.account_id, write.identity_id)
        self._let_go(bound)
        self._bind(attrs.evolve(bound, account_id=write.to))

    @_carry_out.register
    def _(self, write: OpenSession) -> None:
        session = write.session
        self._held(session.account_id, session.identity_id)
        self._undo.insert(self.sessions, session.id, session)
        siblings = self.sessions_of.get(session.account_id, ())
        self._undo.put(self.sessions_of, session.account_id, (*siblings, session.id))

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
        self._undo.put(self.sessions, session.id, rotated)

    @_carry_out.register
    def _(self, write: EndSession) -> None:
        session = self.sessions.get(write.session_id)
        if session is not None and session.ended_at is None:
            ended = attrs.evolve(session, ended_at=write.at, end_reason=write.reason)
            self._undo.put(self.sessions, session.id, ended)

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
        self._held(session.account_id, write.identity_id)
        kept = attrs.evolve(session, identity_id=write.identity_id)
        self._undo.put(self.sessions, session.id, kept)

    @_carry_out.register
    def _(self, write: ProveSession) -> None:
        session = self._unended(write.session_id)
        self._undo.put(self.sessions, session.id, attrs.evolve(session, proved_at=write.at))

    @_carry_out.register
    def _(self, write: OpenMergeCase) -> None:
        self.cases.open(write.case)

    @_carry_out.register
    def _(self, write: CloseMergeCase) -> None:
        self.cases.close(write.case_id, write.at)

    @_carry_out.register
    def _(self, write: AuditRow) -> None:
        self._undo.insert(self.audit, write.id, write)

    @_carry_out.register
    def _(self, write: Event) -> None:
        self._undo.insert(self.events, write.id, write)

    def _bind(self, bound: BoundIdentity) -> None:
        siblings = self.bound_to.get(bound.account_id, ())
        if not bound.superseded and any(
            self._fills(one, bound.identity.place) for one in siblings
        ):
            raise WriteConflict
        self._undo.insert(self.identities, bound.identity, bound)
        self._undo.put(self.bound_to, bound.account_id, (*siblings, bound.identity))

    def _let_go(self, bound: BoundIdentity) -> None:
        left = tuple(one for one in self.bound_to[bound.account_id] if one != bound.identity)
        self._undo.put(self.bound_to, bound.account_id, left)
        self._undo.take(self.identities, bound.identity)

    def _unended(self, session_id: SessionId) -> Session:
        session = self.sessions.get(session_id)
        if session is None or session.ended_at is not None:
            raise WriteConflict
        return session

    def _held(self, account_id: AccountId, identity_id: IdentityId) -> BoundIdentity:
        for one in self.bound_to.get(account_id, ()):
            if self.identities[one].id == identity_id:
                return self.identities[one]
        raise WriteConflict

    def _fills(self, identity: Identity, place: Place) -> bool:
        return identity.place == place and not self.identities[identity].superseded
