"""What the store writes and deletes."""

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    case,
    delete,
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

from adapters.persistence.retention import PURGED_AT_ONCE, RING_SIZE, TRIES_MOST
from adapters.persistence.sql.shorthand import (
    a,
    accounts,
    audit,
    events,
    i,
    identities,
    is_,
    k,
    o,
    one_time,
    s,
    session_keys,
    sessions,
    value,
)

_keys_of_ring = and_(is_(k.app_id), is_(k.openid_mac))

# The ring keeps the key just received and the two newest others.
_others = session_keys.alias("others")
_newest_others = (
    select(_others.c.key_mac)
    .where(
        is_(_others.c.app_id),
        is_(_others.c.openid_mac),
        _others.c.key_mac != value("the_key_mac", k.key_mac),
    )
    .order_by(_others.c.received_at.desc())
    .limit(RING_SIZE - 1)
)


def changes(dialect: Dialect) -> dict[str, ClauseElement]:
    """Return every write, by name."""
    return {
        "open_account": insert(accounts),
        "change_account": update(accounts)
        .where(is_(a.id), is_(a.version, "read_at"))
        .values(
            {
                column.key: value(column.key, column)
                for column in a
                if column.key not in ("id", "registered_at")
            }
        ),
        "bind_identity": insert(identities),
        "supersede_identity": update(identities)
        .where(is_(i.account_id), is_(i.kind), is_(i.scope), i.slot.is_not(None))
        .values(slot=null()),
        "open_session": insert(sessions),
        "rotate_refresh": update(sessions)
        .where(is_(s.id), is_(s.refresh_newest, "presented"), s.ended_at.is_(None))
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
        .where(is_(s.id), s.ended_at.is_(None))
        .values(
            ended_at=value("ended_at", s.ended_at), end_reason=value("end_reason", s.end_reason)
        ),
        "keep_session_key": _keep_session_key(dialect),
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


def _keep_session_key(dialect: Dialect) -> ClauseElement:
    insert_ = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    row = insert_(session_keys)
    return row.on_conflict_do_update(
        index_elements=[k.app_id, k.openid_mac, k.key_mac],
        set_={"received_at": row.excluded.received_at},
    )


def purges() -> dict[str, ClauseElement]:
    """Return every deletion of what can never matter again, by name; each takes a slice."""
    # The newest session of an account stays: it tells when she last signed in.
    later = sessions.alias("later")
    before = value("before", s.expires_at)
    over = and_(
        or_(s.expires_at < before, s.ended_at < before),
        select(later.c.id)
        .where(later.c.account_id == s.account_id, later.c.created_at > s.created_at)
        .correlate(sessions)
        .exists(),
    )
    return {
        "purge_one_time": _slice_of(one_time, o.expires_at <= value("now", o.expires_at)),
        "purge_sessions": _slice_of(sessions, over),
        "purge_session_keys": _slice_of(
            session_keys, k.received_at < value("before", k.received_at)
        ),
    }


def _slice_of(table: Table, due: ColumnElement[bool]) -> ClauseElement:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(due).limit(PURGED_AT_ONCE)
    return delete(table).where((tuple_(*key) if len(key) > 1 else key[0]).in_(some))
