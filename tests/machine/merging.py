"""Two accounts become one."""

import attrs

from tests.machine.book import Book
from tests.machine.cases import Case, Held
from tests.machine.proposing import Merge, propose
from tests.machine.records import Account, Session


def join(book: Book, survivor: Account, loser: Account, *, at: Session | None = None) -> Case:
    """Merge one that is expendable into the other, perhaps at a session that stays."""
    merge = propose(book, survivor, loser)
    assert (merge.code, merge.survivor) == ("merged", survivor)
    return carry_out(book, attrs.evolve(merge, automatic=True), at=at)


def carry_out(
    book: Book,
    merge: Merge,
    *,
    moved_password: str | None = None,
    at: Session | None = None,
) -> Case:
    """Make one account of two; every session of both ends, but for one where that is said."""
    survivor, loser = merge.survivor, merge.loser
    case = _open_case(book, merge)
    for one in merge.given_up:
        book.end_by(one, "account_merged")
        book.give_up(one, to=survivor)
    for one in merge.moved:
        one.account = survivor
    _lose(book, loser, survivor)
    book.end_all(survivor, "account_merged", but=at)
    survivor.version += 1
    survivor.nickname, survivor.avatar = case.profiles[1]
    if survivor.status != case.statuses[2]:
        survivor.stand(case.statuses[2])
    survivor.password = moved_password or survivor.password
    survivor.proven_by |= loser.proven_by
    loser.password, loser.proven_by = None, set()
    return case


def _lose(book: Book, loser: Account, survivor: Account) -> None:
    loser.stand("merged")
    for one in book.accounts:
        if one is loser or one.merged_into is loser:
            one.merged_into = survivor


def _open_case(book: Book, merge: Merge) -> Case:
    survivor, loser = merge.survivor, merge.loser
    both = (survivor.status, loser.status)
    shows = (survivor.nickname, survivor.avatar)
    case = Case(
        survivor=survivor,
        loser=loser,
        merged_at=book.now,
        automatic=merge.automatic,
        held=tuple(Held.now(one) for one in book.proven if one.account in (survivor, loser)),
        aliases=tuple(one for one in book.accounts if one.merged_into is loser),
        statuses=(*both, _worse(both)),
        profiles=(shows, _joined(shows, (loser.nickname, loser.avatar))),
        shown=(frozenset(survivor.proven_by), frozenset(loser.proven_by)),
        password=survivor.password,
        lost_password=loser.password is not None,
        was_banned="suspended" in both,
    )
    book.cases.append(case)
    return case


def _worse(both: tuple[str, str]) -> str:
    if "suspended" in both:
        return "suspended"
    return "dormant" if set(both) == {"dormant"} else "active"


def _joined(kept: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """Return the survivor's name and picture, or the other's where it has none."""
    if not kept[0] and other[0]:
        return other[0], other[1] or kept[1]
    return kept[0], kept[1] or other[1]
