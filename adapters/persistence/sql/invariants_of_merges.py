"""What holds of every merge, and of the accounts that were lost in one."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from adapters.persistence.sql.invariant import GONE, Invariant, among, deeds
from adapters.persistence.sql.shorthand import a, accounts, c, s
from domain.model.account import AccountStatus
from domain.model.audit import Deed

_is_merged = a.status == AccountStatus.MERGED.value


def of_merges() -> Iterator[Invariant]:
    """Name them."""
    yield from _of_cases()
    yield from _of_the_lost()


def _of_cases() -> Iterator[Invariant]:
    both = select(func.count()).where(a.id.in_((c.survivor_id, c.loser_id)))
    yield Invariant(
        "I6",
        "a merge is of two accounts",
        select(c.id).where(both.correlate_except(accounts).scalar_subquery() != 2),  # noqa: PLR2004
    )
    # Which account the loser points at by now is another matter: its survivor may be lost too.
    yield Invariant(
        "I6",
        "a merge that was not undone has its loser merged",
        select(c.id).where(
            c.undone_at.is_(None),
            ~select(a.id).where(a.id == c.loser_id, _is_merged).exists(),
        ),
    )
    yield Invariant(
        "I8",
        "a merge can be undone for a while, and once it was has no snapshot left to be undone by",
        select(c.id).where(
            or_(
                c.undo_until <= c.merged_at,
                c.undone_at < c.merged_at,
                c.undone_at.is_not(None) & c.snapshot_sealed.is_not(None),
            )
        ),
    )
    yield Invariant(
        "I13",
        "a snapshot is sealed",
        select(c.id).where(func.length(c.snapshot_sealed) == 0),
    )


def _of_the_lost() -> Iterator[Invariant]:
    lost_in = select(func.count()).where(c.loser_id == a.id, c.undone_at.is_(None))
    yield Invariant(
        "I6",
        "a merged account was lost in exactly one merge that was not undone",
        select(a.id).where(_is_merged, lost_in.correlate(accounts).scalar_subquery() != 1),
    )
    yield Invariant(
        "I19",
        "a merged account was merged in the trail",
        select(a.id).where(_is_merged, deeds(Deed.ACCOUNTS_MERGED) < 1),
    )
    yield Invariant(
        "I10",
        "no session of a merged or closed account goes on in its present epoch",
        select(s.id).where(
            s.ended_at.is_(None),
            select(a.id)
            .where(a.id == s.account_id, a.epoch == s.epoch, among(a.status, GONE))
            .exists(),
        ),
    )
