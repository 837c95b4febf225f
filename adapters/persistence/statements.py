"""Every statement of the store, written once with SQLAlchemy constructs over the tables."""

from typing import Any, Final

import attrs
from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement
from sqlmodel import SQLModel

from adapters.persistence.compiling import Statement, compile_statement
from adapters.persistence.retention import RING_SIZE, TRIES_MOST
from adapters.persistence.tables import (
    AccountRow,
    AuditTable,
    EventTable,
    IdentityRow,
    OneTimeRow,
    SessionKeyRow,
    SessionRow,
)

IDENTITIES_MOST: Final = 3


def table(row: type[SQLModel]) -> Table:
    """Return the table behind a row class."""
    mapped: Table = row.__table__  # type: ignore[attr-defined]
    return mapped


accounts = table(AccountRow)
identities = table(IdentityRow)
sessions = table(SessionRow)
session_keys = table(SessionKeyRow)
one_time = table(OneTimeRow)
audit = table(AuditTable)
events = table(EventTable)

a, i, s, k, o = accounts.c, identities.c, sessions.c, session_keys.c, one_time.c


def value(name: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a named parameter of the column's type."""
    return bindparam(name, type_=column.type)


def _is(column: ColumnElement[Any], name: str | None = None) -> ColumnElement[bool]:
    return column == value(name or f"the_{column.key}", column)


def holders(count: int) -> ClauseElement:
    """Read every identity of the accounts that hold any of `count` identities."""
    asked = [
        and_(_is(i.kind, f"kind{n}"), _is(i.scope, f"scope{n}"), _is(i.subject_mac, f"mac{n}"))
        for n in range(count)
    ]
    live = (
        select(func.count())
        .where(s.account_id == a.id, s.ended_at.is_(None), s.epoch == a.epoch)
        .where(s.expires_at > value("now", s.expires_at))
        .correlate(accounts)
        .scalar_subquery()
    )
    found = select(i.account_id).where(or_(*asked))
    return (
        select(*accounts.columns, i.id, i.kind, i.scope, i.subject_mac, i.slot, live)
        .join_from(accounts, identities, i.account_id == a.id)
        .where(a.id.in_(found))
    )


def _last_login() -> ColumnElement[Any]:
    newest = sessions.alias("newest")
    return (
        select(func.max(newest.c.created_at, type_=s.created_at.type))
        .where(newest.c.account_id == a.id)
        .correlate(accounts)
        .scalar_subquery()
    )


_keys_of_ring = and_(_is(k.app_id), _is(k.openid_mac))

# The ring keeps the key just received and the two newest others.
_others = session_keys.alias("others")
_newest_others = (
    select(_others.c.key_mac)
    .where(
        _is(_others.c.app_id),
        _is(_others.c.openid_mac),
        _others.c.key_mac != value("the_key_mac", k.key_mac),
    )
    .order_by(_others.c.received_at.desc())
    .limit(RING_SIZE - 1)
)


def _keep_session_key(dialect: Dialect) -> ClauseElement:
    insert_ = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    row = insert_(session_keys)
    return row.on_conflict_do_update(
        index_elements=[k.app_id, k.openid_mac, k.key_mac],
        set_={"received_at": row.excluded.received_at},
    )


@attrs.frozen
class Statements:
    """All statements in the words of one database."""

    holders: tuple[Statement, ...]
    identities_of: Statement
    account: Statement
    signed_in: Statement
    live_sessions: Statement
    session_keys: Statement
    remembered: Statement
    next_place: Statement
    open_account: Statement
    change_account: Statement
    bind_identity: Statement
    supersede_identity: Statement
    open_session: Statement
    rotate_refresh: Statement
    end_session: Statement
    keep_session_key: Statement
    trim_session_keys: Statement
    count_key_tries: Statement
    remember: Statement
    record_audit: Statement
    record_event: Statement
    purge_one_time: Statement
    purge_sessions: Statement
    purge_session_keys: Statement


def compile_statements(dialect: Dialect) -> Statements:
    """Return every statement compiled for the dialect."""
    clauses = {
        **_reads(),
        **_changes(),
        **_purges(),
        "keep_session_key": _keep_session_key(dialect),
    }
    return Statements(
        holders=tuple(
            compile_statement(holders(count), dialect) for count in range(1, IDENTITIES_MOST + 1)
        ),
        **{name: compile_statement(clause, dialect) for name, clause in clauses.items()},
    )


def _reads() -> dict[str, ClauseElement]:
    return {
        "identities_of": select(identities).where(_is(i.account_id)).order_by(i.id),
        "account": select(accounts).where(_is(a.id)),
        "signed_in": select(*sessions.columns, *accounts.columns, _last_login())
        .join_from(sessions, accounts, s.account_id == a.id)
        .where(_is(s.id)),
        "live_sessions": select(sessions)
        .join_from(sessions, accounts, s.account_id == a.id)
        .where(_is(s.account_id), s.ended_at.is_(None), s.epoch == a.epoch)
        .where(s.expires_at > value("now", s.expires_at))
        .order_by(s.created_at.desc(), s.id.desc()),
        "session_keys": select(k.key_mac, k.sealed, k.received_at)
        .where(_keys_of_ring, k.sealed.is_not(None))
        .order_by(k.received_at.desc())
        .limit(RING_SIZE),
        "remembered": select(o.payload_sealed).where(
            _is(o.purpose),
            _is(o.secret_mac),
            _is(o.bound_mac),
            o.expires_at > value("now", o.expires_at),
        ),
        "next_place": select(i.kind, i.scope)
        .where(
            tuple_(i.kind, i.scope)
            > tuple_(value("the_kind", i.kind), value("the_scope", i.scope))
        )
        .order_by(i.kind, i.scope)
        .limit(1),
    }


def _changes() -> dict[str, ClauseElement]:
    return {
        "open_account": insert(accounts),
        "change_account": update(accounts)
        .where(_is(a.id), _is(a.version, "read_at"))
        .values(
            {
                column.key: value(column.key, column)
                for column in a
                if column.key not in ("id", "registered_at")
            }
        ),
        "bind_identity": insert(identities),
        "supersede_identity": update(identities)
        .where(_is(i.account_id), _is(i.kind), _is(i.scope), i.slot.is_not(None))
        .values(slot=null()),
        "open_session": insert(sessions),
        "rotate_refresh": update(sessions)
        .where(_is(s.id), _is(s.refresh_newest, "presented"), s.ended_at.is_(None))
        .values(
            {
                name: value(name, s[name])
                for name in (
                    "refresh_newest",
                    "refresh_parent",
                    "refresh_rotated_at",
                    "refresh_child",
                    "expires_at",
                )
            }
        ),
        "end_session": update(sessions)
        .where(_is(s.id), s.ended_at.is_(None))
        .values(
            ended_at=value("ended_at", s.ended_at), end_reason=value("end_reason", s.end_reason)
        ),
        "trim_session_keys": delete(session_keys).where(
            _keys_of_ring,
            k.key_mac != value("the_key_mac", k.key_mac),
            k.key_mac.not_in(_newest_others),
        ),
        "count_key_tries": update(session_keys)
        .where(_keys_of_ring)
        .values(
            failures=k.failures + value("by", k.failures),
            sealed=case(
                (k.failures + value("by", k.failures) > TRIES_MOST, null()), else_=k.sealed
            ),
        ),
        "remember": insert(one_time),
        "record_audit": insert(audit),
        "record_event": insert(events),
    }


def _purges() -> dict[str, ClauseElement]:
    # The newest session of an account stays: it tells when she last signed in.
    later = sessions.alias("later")
    before = value("before", s.expires_at)
    return {
        "purge_one_time": delete(one_time).where(o.expires_at <= value("now", o.expires_at)),
        "purge_sessions": delete(sessions).where(
            or_(s.expires_at < before, s.ended_at < before),
            select(later.c.id)
            .where(later.c.account_id == s.account_id, later.c.created_at > s.created_at)
            .correlate(sessions)
            .exists(),
        ),
        "purge_session_keys": delete(session_keys).where(
            k.received_at < value("before", k.received_at)
        ),
    }
