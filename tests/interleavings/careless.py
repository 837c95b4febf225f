"""Writes of the store in memory as they would be, had somebody forgotten to guard them."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from adapters.persistence.memory_tables import Tables
from ports.secret_writes import Consume, KeepPassword
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    CloseMergeCase,
    KeepSession,
    MoveIdentity,
    OpenSession,
    ReleaseIdentity,
    RotateRefresh,
    Write,
)

CarryOut = Callable[[Tables, Any], None]

_STORES_OWN: Final = Tables.__dict__["_carry_out"]
_LATER_THAN_ANY_PROOF: Final = datetime.max.replace(tzinfo=UTC)


def carrying_out(kinds: Collection[type[Write]]) -> CarryOut:
    """Return how a store carries out its writes that does not guard those of these kinds."""

    def carry_out(tables: Tables, write: Write) -> None:
        if type(write) in kinds:
            UNGUARDED[type(write)](tables, write)
        else:
            guarded(tables, write)

    return carry_out


def guarded(tables: Tables, write: Write) -> None:
    """Carry out a write as the store does."""
    _STORES_OWN.__get__(tables)(write)


def _change_account(tables: Tables, write: ChangeAccount) -> None:
    tables._undo.put(tables.accounts, write.account.id, write.account)


def _bind_identity(tables: Tables, write: BindIdentity) -> None:
    bound = write.bound
    held = tables.bound_to.get(bound.account_id, ())
    tables._undo.put(tables.identities, bound.identity, bound)
    tables._undo.put(tables.bound_to, bound.account_id, (*held, bound.identity))


def _release_identity(tables: Tables, write: ReleaseIdentity) -> None:
    guarded(tables, attrs.evolve(write, proved_at=_LATER_THAN_ANY_PROOF))


def _move_identity(tables: Tables, write: MoveIdentity) -> None:
    """Move it from whoever has it, to a place that may be taken."""
    for bound in [one for one in tables.identities.values() if one.id == write.identity_id]:
        moved = attrs.evolve(bound, account_id=write.to)
        tables._let_go(bound)
        _bind_identity(tables, BindIdentity(moved))


def _open_session(tables: Tables, write: OpenSession) -> None:
    session = write.session
    siblings = tables.sessions_of.get(session.account_id, ())
    tables._undo.put(tables.sessions, session.id, session)
    tables._undo.put(tables.sessions_of, session.account_id, (*siblings, session.id))


def _keep_session(tables: Tables, write: KeepSession) -> None:
    kept = attrs.evolve(tables.sessions[write.session_id], identity_id=write.identity_id)
    tables._undo.put(tables.sessions, kept.id, kept)


def _rotate_refresh(tables: Tables, write: RotateRefresh) -> None:
    session = tables.sessions[write.session_id]
    rotated = attrs.evolve(session, refresh=write.refresh, expires_at=write.expires_at)
    tables._undo.put(tables.sessions, rotated.id, rotated)


def _close_merge_case(tables: Tables, write: CloseMergeCase) -> None:
    closed = attrs.evolve(tables.cases.rows[write.case_id], undone_at=write.at, snapshot=None)
    tables._undo.put(tables.cases.rows, closed.id, closed)


def _consume(tables: Tables, write: Consume) -> None:
    if (write.purpose, write.secret) in tables.secrets.one_time:
        guarded(tables, write)


def _keep_password(tables: Tables, write: KeepPassword) -> None:
    tables._undo.put(tables.secrets.passwords, write.account_id, write.better)


UNGUARDED: Final[dict[type[Write], CarryOut]] = {
    ChangeAccount: _change_account,
    BindIdentity: _bind_identity,
    ReleaseIdentity: _release_identity,
    MoveIdentity: _move_identity,
    CloseMergeCase: _close_merge_case,
    OpenSession: _open_session,
    KeepSession: _keep_session,
    RotateRefresh: _rotate_refresh,
    Consume: _consume,
    KeepPassword: _keep_password,
}
