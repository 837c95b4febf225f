"""What the store reads."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.sql import ClauseElement

from adapters.persistence.retention import RING_SIZE
from adapters.persistence.sql.shorthand import (
    a,
    accounts,
    audit,
    c,
    i,
    identities,
    is_,
    k,
    limit,
    merge_cases,
    o,
    password,
    s,
    sessions,
    value,
)
from domain.model.identity import PHONE_PLACE

_is_phone = (
    i.kind == PHONE_PLACE.kind.value,
    i.scope == PHONE_PLACE.scope,
    i.slot.is_not(None),
)


def reads() -> dict[str, ClauseElement]:
    """Return every read of fixed shape, by name."""
    return {
        "identities_of": select(identities).where(is_(i.account_id)).order_by(i.id),
        "account": select(accounts).where(is_(a.id)),
        "aliases": select(accounts).where(is_(a.merged_into)).order_by(a.id),
        "signed_in": select(
            *sessions.columns, *accounts.columns, i.id, i.subject_sealed, _last_login()
        )
        .join_from(sessions, accounts, s.account_id == a.id)
        .outerjoin(identities, and_(i.account_id == a.id, *_is_phone))
        .where(is_(s.id)),
        "live_sessions": select(sessions)
        .join_from(sessions, accounts, s.account_id == a.id)
        .where(is_(s.account_id), s.ended_at.is_(None), s.epoch == a.epoch)
        .where(s.expires_at > value("now", s.expires_at))
        .order_by(s.created_at.desc(), s.id.desc()),
        "session_keys": select(k.key_mac, k.sealed, k.received_at)
        .where(is_(k.app_id), is_(k.openid_mac), k.sealed.is_not(None))
        .order_by(k.received_at.desc())
        .limit(RING_SIZE),
        "remembered": select(o.payload_sealed).where(
            is_(o.purpose),
            is_(o.secret_mac),
            is_(o.bound_mac),
            o.expires_at > value("now", o.expires_at),
        ),
        "password": select(password.hashed).where(is_(password.account_id)),
        "hits": select(limit["count"], limit.expires_at).where(
            is_(limit.name),
            is_(limit.subject_mac),
            limit.expires_at > value("now", limit.expires_at),
        ),
        "next_place": select(i.kind, i.scope)
        .where(
            tuple_(i.kind, i.scope)
            > tuple_(value("the_kind", i.kind), value("the_scope", i.scope))
        )
        .order_by(i.kind, i.scope)
        .limit(1),
    }


def reads_of_facts() -> dict[str, ClauseElement]:
    """Return every read of merges and of the trail, by name."""
    unsealed = [column for column in c if column is not c.snapshot_sealed]
    facts = audit.c
    return {
        "merge_case": select(merge_cases).where(is_(c.id)),
        "merge_cases": select(*unsealed)
        .where(or_(is_(c.survivor_id, "account_id"), is_(c.loser_id, "account_id")))
        .order_by(c.merged_at.desc(), c.id.desc()),
        "trail": select(audit)
        .where(or_(is_(facts.account_id, "account_id"), is_(facts.other_id, "account_id")))
        .order_by(facts.at, facts.id),
        "fact": select(audit).where(is_(facts.id)),
    }


def holders(count: int) -> ClauseElement:
    """Read every identity of the accounts that hold any of `count` identities."""
    asked = [
        and_(is_(i.kind, f"kind{n}"), is_(i.scope, f"scope{n}"), is_(i.subject_mac, f"mac{n}"))
        for n in range(count)
    ]
    live = (
        select(func.count())
        .where(s.account_id == a.id, s.ended_at.is_(None), s.epoch == a.epoch)
        .where(s.expires_at > value("now", s.expires_at))
        .correlate(accounts)
        .scalar_subquery()
    )
    has_password = select(password.account_id).where(password.account_id == a.id).exists()
    found = select(i.account_id).where(or_(*asked))
    return (
        select(*accounts.columns, *identities.columns, has_password, live)
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
