"""What holds of every session."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from adapters.persistence.sql.invariant import Invariant, is_torn
from adapters.persistence.sql.shorthand import a, i, s
from domain.model.identity import ProofMethod


def of_sessions() -> Iterator[Invariant]:
    """Name them."""
    yield from _of_owners()
    yield from _of_lives()


def _of_owners() -> Iterator[Invariant]:
    yield Invariant(
        "I10",
        "a session belongs to an account, and to an epoch the account has had",
        select(s.id).where(~select(a.id).where(a.id == s.account_id, a.epoch >= s.epoch).exists()),
    )
    yield Invariant(
        "I10",
        "a session of the present epoch goes on only while its identity is the account's, proven",
        select(s.id).where(
            s.ended_at.is_(None),
            select(a.id).where(a.id == s.account_id, a.epoch == s.epoch).exists(),
            ~select(i.id)
            .where(i.id == s.identity_id, i.account_id == s.account_id)
            .where(i.proof_method != ProofMethod.CLAIMED.value)
            .exists(),
        ),
    )


def _of_lives() -> Iterator[Invariant]:
    yield Invariant(
        "I12",
        "a session has one newest refresh token, and its parent, child and moment together",
        select(s.id).where(
            or_(
                is_torn(s.refresh_newest),
                s.refresh_newest == s.refresh_parent,
                s.refresh_parent.is_(None) != s.refresh_child.is_(None),
                s.refresh_parent.is_(None) != s.refresh_rotated_at.is_(None),
            )
        ),
    )
    yield Invariant(
        "I27",
        "a session expires after it began and not after its absolute end",
        select(s.id).where(or_(s.expires_at < s.created_at, s.expires_at > s.closes_at)),
    )
    yield Invariant(
        "I11",
        "an ended session has a moment and a reason",
        select(s.id).where(s.ended_at.is_(None) != s.end_reason.is_(None)),
    )
