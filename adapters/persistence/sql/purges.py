"""What the store deletes, or empties of a secret, because it can never matter again."""

from sqlalchemy import ColumnElement, Table, and_, delete, null, or_, select, tuple_, update
from sqlalchemy.sql import ClauseElement

from adapters.persistence.retention import PURGED_AT_ONCE
from adapters.persistence.sql.shorthand import (
    c,
    k,
    limit,
    limits,
    merge_cases,
    o,
    one_time,
    s,
    session_keys,
    sessions,
    value,
)


def purges() -> dict[str, ClauseElement]:
    """Return every purge of what can never matter again, by name; each takes a slice."""
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
    past = and_(c.snapshot_sealed.is_not(None), c.undo_until <= value("now", c.undo_until))
    return {
        "purge_one_time": _slice_of(one_time, o.expires_at <= value("now", o.expires_at)),
        "purge_limits": _slice_of(limits, limit.expires_at <= value("now", limit.expires_at)),
        "purge_sessions": _slice_of(sessions, over),
        "purge_session_keys": _slice_of(
            session_keys, k.received_at < value("before", k.received_at)
        ),
        "purge_snapshots": update(merge_cases)
        .where(_is_in_slice(merge_cases, past))
        .values(snapshot_sealed=null()),
    }


def _slice_of(table: Table, due: ColumnElement[bool]) -> ClauseElement:
    return delete(table).where(_is_in_slice(table, due))


def _is_in_slice(table: Table, due: ColumnElement[bool]) -> ColumnElement[bool]:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(due).limit(PURGED_AT_ONCE)
    return (tuple_(*key) if len(key) > 1 else key[0]).in_(some)
