"""What the store writes of accounts, their identities and sessions, and of what was done."""

from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, insert, null, or_, select, update
from sqlalchemy.sql import ClauseElement

from adapters.persistence.sql.shorthand import (
    a,
    accounts,
    audit,
    c,
    events,
    i,
    identities,
    is_,
    merge_cases,
    s,
    sessions,
    value,
)
from domain.model.identity import ProofMethod

HELD: Final = s.identity_id


def changes() -> dict[str, ClauseElement]:
    """Return every write, by name."""
    return {
        **_of_accounts(),
        **_of_identities(),
        **_of_sessions(),
        **_ends_of_sessions(),
        **_of_merges(),
        "record_audit": insert(audit),
        "record_event": insert(events),
    }


def _of_accounts() -> dict[str, ClauseElement]:
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
    }


def _of_identities() -> dict[str, ClauseElement]:
    mine = (is_(i.account_id), is_(i.id))
    proved_at = value("proved_at", i.proved_at)
    proof_method = value("proof_method", i.proof_method)
    later = or_(i.proved_at < proved_at, i.proof_method == ProofMethod.CLAIMED.value)
    return {
        "bind_identity": insert(identities),
        "supersede_identity": update(identities)
        .where(is_(i.account_id), is_(i.kind), is_(i.scope), i.slot.is_not(None))
        .values(slot=null()),
        "renew_proof": update(identities)
        .where(*mine)
        .values(
            proof_method=case((later, proof_method), else_=i.proof_method),
            proved_at=case((later, proved_at), else_=i.proved_at),
        ),
        "release_identity": delete(identities).where(*mine, i.proved_at <= proved_at),
        "move_identity": update(identities)
        .where(*mine)
        .values(account_id=value("to", i.account_id)),
    }


def _held_still() -> ColumnElement[Any]:
    # NULL where the identity has gone, which the column refuses. PostgreSQL holds the row till
    # the end: a release that comes meanwhile waits, and ends this session too.
    return _held(is_(i.account_id, "account_id"))


def _held(by_account: ColumnElement[bool]) -> ColumnElement[Any]:
    held = select(i.id).where(is_(i.id, "identity_id"), by_account)
    return held.with_for_update(read=True, key_share=True).scalar_subquery()


def _of_sessions() -> dict[str, ClauseElement]:
    return {
        "open_first_session": insert(sessions),
        "open_session": insert(sessions).values(
            {
                **{column.key: value(column.key, column) for column in s},
                HELD.key: _held_still(),
            }
        ),
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
        "keep_session": update(sessions)
        .where(is_(s.id), s.ended_at.is_(None))
        .values(identity_id=_held(i.account_id == s.account_id)),
        "prove_session": update(sessions)
        .where(is_(s.id), s.ended_at.is_(None))
        .values(proved_at=value("proved_at", s.proved_at)),
    }


def _ends_of_sessions() -> dict[str, ClauseElement]:
    ended = {
        "ended_at": value("ended_at", s.ended_at),
        "end_reason": value("end_reason", s.end_reason),
    }
    return {
        "end_session": update(sessions).where(is_(s.id), s.ended_at.is_(None)).values(ended),
        "end_sessions_by": update(sessions)
        .where(is_(s.account_id), is_(s.identity_id), s.ended_at.is_(None))
        .values(ended),
        "end_other_sessions": update(sessions)
        .where(is_(s.account_id), s.id != value("but", s.id), s.ended_at.is_(None))
        .values(ended),
    }


def _of_merges() -> dict[str, ClauseElement]:
    return {
        "open_merge_case": insert(merge_cases),
        "close_merge_case": update(merge_cases)
        .where(is_(c.id), c.snapshot_sealed.is_not(None))
        .values(undone_at=value("undone_at", c.undone_at), snapshot_sealed=null()),
    }
