"""Turns the writes of a batch into statements with their arguments; secrets go next door."""

from collections.abc import Collection, Container, Iterator
from functools import singledispatchmethod
from typing import Any, Final
from uuid import UUID

from adapters.persistence.sql.compiling import Statement
from adapters.persistence.sql.driver import Step
from adapters.persistence.sql.mapping import (
    account_values,
    identity_values,
    refresh_values,
    session_values,
)
from adapters.persistence.sql.mapping_of_facts import audit_values, case_values, event_values
from adapters.persistence.sql.sealing import Sealing
from adapters.persistence.sql.secret_translator import SecretTranslator
from adapters.persistence.sql.statements import Statements
from adapters.persistence.sql.steps import guarded, plain, step
from domain.model.audit import AuditRow, Event
from domain.model.values import IdentityId
from ports.writes import (
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

_NO_SESSION: Final = UUID(int=0)


class Translator:
    """Knows the statements behind each kind of write."""

    def __init__(self, statements: Statements, sealing: Sealing) -> None:
        self._statements = statements
        self._sealing = sealing
        self._secrets = SecretTranslator(statements, sealing)
        # Looked up once: each look-up of a dispatching method makes it anew, at 20 µs.
        self._steps_of = self._steps

    def steps(self, batch: Collection[Write]) -> list[Step]:
        """Return the batch as statements, in its order."""
        bound = {write.bound.id for write in batch if isinstance(write, BindIdentity)}
        return [step for write in batch for step in self._translated(write, bound)]

    def _translated(self, write: Write, bound: Container[IdentityId]) -> Iterator[Step]:
        # What one statement binds, another part of it does not see yet, and need not ask for.
        if isinstance(write, OpenSession) and write.session.identity_id in bound:
            return self._open(self._statements.open_first_session, write)
        return self._steps_of(write)

    @singledispatchmethod
    def _steps(self, write: Write) -> Iterator[Step]:
        return self._secrets.steps(write)

    @_steps.register
    def _(self, write: OpenAccount) -> Iterator[Step]:
        yield plain(self._statements.open_account, account_values(write.account))

    @_steps.register
    def _(self, write: ChangeAccount) -> Iterator[Step]:
        account = account_values(write.account)
        guard = {"the_id": write.account.id, "read_at": write.read_at}
        yield guarded(self._statements.change_account, account | guard)

    @_steps.register
    def _(self, write: BindIdentity) -> Iterator[Step]:
        mac = self._sealing.subject_mac(write.bound.identity)
        sealed = self._sealing.seal_subject(write.bound)
        values = identity_values(write.bound, mac=mac, sealed=sealed)
        yield plain(self._statements.bind_identity, values)

    @_steps.register
    def _(self, write: SupersedeIdentity) -> Iterator[Step]:
        values = {
            "the_account_id": write.account_id,
            "the_kind": write.place.kind.value,
            "the_scope": write.place.scope,
        }
        yield guarded(self._statements.supersede_identity, values)

    @_steps.register
    def _(self, write: RenewProof) -> Iterator[Step]:
        proof = {"proof_method": write.proof.method.value, "proved_at": write.proof.proved_at}
        yield guarded(self._statements.renew_proof, proof | _of_account(write))

    @_steps.register
    def _(self, write: ReleaseIdentity) -> Iterator[Step]:
        values = _of_account(write) | {"proved_at": write.proved_at}
        yield guarded(self._statements.release_identity, values)

    @_steps.register
    def _(self, write: MoveIdentity) -> Iterator[Step]:
        values = _of_account(write) | {"to": write.to}
        yield guarded(self._statements.move_identity, values)

    @_steps.register
    def _(self, write: OpenSession) -> Iterator[Step]:
        yield from self._open(self._statements.open_session, write)

    @_steps.register
    def _(self, write: RotateRefresh) -> Iterator[Step]:
        values = {
            "the_id": write.session_id,
            "presented": write.presented,
            "expires_at": write.expires_at,
            **refresh_values(write.refresh),
        }
        yield guarded(self._statements.rotate_refresh, values)

    @_steps.register
    def _(self, write: EndSession) -> Iterator[Step]:
        values = {
            "the_id": write.session_id,
            "ended_at": write.at,
            "end_reason": write.reason.value,
        }
        yield step(self._statements.end_session, values)

    @_steps.register
    def _(self, write: EndSessionsBy) -> Iterator[Step]:
        values = {
            "the_account_id": write.account_id,
            "the_identity_id": write.identity_id,
            "ended_at": write.at,
            "end_reason": write.reason.value,
        }
        yield step(self._statements.end_sessions_by, values)

    @_steps.register
    def _(self, write: EndOtherSessions) -> Iterator[Step]:
        values = {
            "the_account_id": write.account_id,
            "but": write.but or _NO_SESSION,
            "ended_at": write.at,
            "end_reason": write.reason.value,
        }
        yield step(self._statements.end_other_sessions, values)

    @_steps.register
    def _(self, write: KeepSession) -> Iterator[Step]:
        values = {"the_id": write.session_id, "identity_id": write.identity_id}
        yield guarded(self._statements.keep_session, values)

    @_steps.register
    def _(self, write: ProveSession) -> Iterator[Step]:
        values = {"the_id": write.session_id, "proved_at": write.at}
        yield guarded(self._statements.prove_session, values)

    @_steps.register
    def _(self, write: OpenMergeCase) -> Iterator[Step]:
        values = case_values(write.case, sealed=self._sealing.seal_snapshot(write.case))
        yield plain(self._statements.open_merge_case, values)

    @_steps.register
    def _(self, write: CloseMergeCase) -> Iterator[Step]:
        values = {"the_id": write.case_id, "undone_at": write.at}
        yield guarded(self._statements.close_merge_case, values)

    @_steps.register
    def _(self, write: AuditRow) -> Iterator[Step]:
        yield plain(self._statements.record_audit, audit_values(write))

    @_steps.register
    def _(self, write: Event) -> Iterator[Step]:
        yield plain(self._statements.record_event, event_values(write))

    def _open(self, statement: Statement, write: OpenSession) -> Iterator[Step]:
        yield plain(statement, session_values(write.session))


def _of_account(write: RenewProof | ReleaseIdentity | MoveIdentity) -> dict[str, Any]:
    return {"the_account_id": write.account_id, "the_id": write.identity_id}
