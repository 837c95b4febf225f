"""What the store writes of secrets: session keys, passwords, what works once, and limits."""

from typing import cast

from sqlalchemy import Table, and_, case, delete, insert, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from adapters.persistence.retention import RING_SIZE, TRIES_MOST
from adapters.persistence.sql.shorthand import (
    is_,
    k,
    limit,
    limits,
    o,
    one_time,
    password,
    passwords,
    session_keys,
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


def secret_changes(dialect: Dialect) -> dict[str, ClauseElement]:
    """Return every write, by name."""
    return {
        **_of_session_keys(dialect),
        **_of_passwords(dialect),
        **_of_one_time(dialect),
        "count_hit": _count_hit(dialect),
        "forgive_hit": update(limits)
        .where(
            is_(limit.name),
            is_(limit.subject_mac),
            limit.expires_at > value("at", limit.expires_at),
            limit["count"] > 0,
        )
        .values(count=limit["count"] - 1),
    }


def _of_session_keys(dialect: Dialect) -> dict[str, ClauseElement]:
    return {
        "keep_session_key": _keep_session_key(dialect),
        "trim_session_keys": delete(session_keys).where(
            _keys_of_ring,
            k.key_mac != value("the_key_mac", k.key_mac),
            k.key_mac.not_in(_newest_others),
        ),
        "forget_session_keys": delete(session_keys).where(_keys_of_ring),
        "count_key_tries": update(session_keys)
        .where(_keys_of_ring)
        .values(
            failures=k.failures + value("by", k.failures),
            sealed=case(
                (k.failures + value("by", k.failures) > TRIES_MOST, null()), else_=k.sealed
            ),
        ),
    }


def _keep_session_key(dialect: Dialect) -> Insert:
    row = _upsert(session_keys, dialect)
    return row.on_conflict_do_update(
        index_elements=[k.app_id, k.openid_mac, k.key_mac],
        set_={"received_at": row.excluded.received_at},
    )


def _of_passwords(dialect: Dialect) -> dict[str, ClauseElement]:
    row = _upsert(passwords, dialect)
    return {
        "set_password": row.on_conflict_do_update(
            index_elements=[password.account_id], set_={"hashed": row.excluded.hashed}
        ),
        "drop_password": delete(passwords).where(is_(password.account_id)),
        "keep_password": update(passwords)
        .where(is_(password.account_id), is_(password.hashed))
        .values(hashed=value("better", password.hashed)),
    }


def _of_one_time(dialect: Dialect) -> dict[str, ClauseElement]:
    row = _upsert(one_time, dialect)
    every = {column.key: row.excluded[column.key] for column in o if not column.primary_key}
    alive = (
        is_(o.purpose),
        is_(o.secret_mac),
        is_(o.bound_mac),
        o.expires_at > value("at", o.expires_at),
    )
    return {
        "remember": insert(one_time),
        "remember_anew": row.on_conflict_do_update(
            index_elements=[o.purpose, o.secret_mac], set_=every
        ),
        "count_try": update(one_time)
        .where(*alive, o.tries < value("most", o.tries))
        .values(tries=o.tries + 1),
        "consume": delete(one_time).where(*alive),
        "forget": delete(one_time).where(is_(o.purpose), is_(o.secret_mac)),
    }


def _count_hit(dialect: Dialect) -> Insert:
    most = value("most", limit["count"])
    first = select(*(value(column.key, column) for column in limits.c)).where(most > 0)
    row = _upsert(limits, dialect).from_select([column.key for column in limits.c], first)
    over = limit.expires_at <= value("at", limit.expires_at)
    return row.on_conflict_do_update(
        index_elements=[limit.name, limit.subject_mac],
        set_={
            "count": case((over, 1), else_=limit["count"] + 1),
            "expires_at": case((over, row.excluded.expires_at), else_=limit.expires_at),
        },
        where=or_(over, limit["count"] < most),
    )


def _upsert(table: Table, dialect: Dialect) -> Insert:
    # The two dialects' constructs have the same methods, and no type in common.
    if dialect.name == "postgresql":
        return cast(Insert, postgresql.insert(table))
    return sqlite.insert(table)
