"""Two accounts become one: who goes on, and what becomes of what both have (table T10)."""

from datetime import datetime
from typing import Final

import attrs

from domain.model.identity import PHONE_PLACE
from tests.machine.book import YOUNG, Book
from tests.machine.records import Account, Bound, Case, Held, Session

_BARRED: Final = {
    "merged": "stale_ticket",
    "suspended": "merge_blocked_suspended",
    "closing": "merge_blocked_closing",
    "dormant": "step_up_required",
}


@attrs.frozen(kw_only=True)
class Merge:
    """What would become of two accounts; only with `merged` will it be carried out.

    Attributes:
        number: the one that stays, of those that were proven.
    """

    code: str
    survivor: Account
    loser: Account
    number: Bound | None
    given_up: tuple[Bound, ...]
    moved: tuple[Bound, ...]
    automatic: bool = False


def is_provisional(book: Book, account: Account, at: datetime | None = None) -> bool:
    """Tell whether nothing can be lost with an account yet: a young one of one WeChat."""
    young = (at or book.now) - account.registered_at < YOUNG
    kinds = [place.kind for place in book.places(account)]
    one_wechat = len(kinds) == len(set(kinds)) and PHONE_PLACE.kind not in kinds
    return young and one_wechat and account.password is None


def clash(book: Book, a: Account, b: Account) -> bool:
    """Tell whether they are two WeChat persons; of two numbers one can be chosen."""
    return bool(book.places(a) & book.places(b) - {PHONE_PLACE})


def expendable(book: Book, a: Account | None, b: Account | None) -> Account | None:
    """Return the one that goes into the other unasked; of two such the younger."""
    if a is None or b is None or a is b or not book.merges_young or clash(book, a, b):
        return None
    young = [one for one in (a, b) if is_provisional(book, one)]
    return max(young, key=book.accounts.index, default=None)


def are_one(a: Account, b: Account) -> bool:
    """Tell whether two accounts are one by now."""
    return (a.merged_into or a) is (b.merged_into or b)


def propose(
    book: Book,
    a: Account,
    b: Account,
    *,
    at: datetime | None = None,
    goes_on: Account | None = None,
    stays: Bound | None = None,
    by_operator: bool = False,
) -> Merge:
    """Say what a merge would do, as things were at a moment; `goes_on`, `stays`: as chosen."""

    def rank(account: Account) -> tuple:
        return (
            account is not goes_on,
            is_provisional(book, account, at),
            not _proven(book, account),
            book.accounts.index(account),
        )

    survivor, loser = sorted((a, b), key=rank)
    numbers = [*_proven(book, survivor), *_proven(book, loser)]
    number = stays or next(iter(numbers), None)
    given_up = _given_up(book, survivor, loser, number)
    return Merge(
        code=_code(book, a, b, by_operator=by_operator, chosen=bool(stays) or len(numbers) < 2),
        survivor=survivor,
        loser=loser,
        number=number,
        given_up=given_up,
        moved=tuple(one for one in book.own(loser) if one not in given_up),
    )


def _code(book: Book, a: Account, b: Account, *, by_operator: bool, chosen: bool) -> str:
    if are_one(a, b):
        return "merged"
    passing = ("suspended", "dormant") if by_operator else ()
    for status, code in _BARRED.items():
        if status in (a.status, b.status) and status not in passing:
            return code
    if clash(book, a, b):
        return "identity_conflict"
    return "merged" if chosen else "choice_required"


def _proven(book: Book, account: Account) -> list[Bound]:
    number = book.number(account)
    return [] if number is None or number.claimed else [number]


def _given_up(
    book: Book, survivor: Account, loser: Account, number: Bound | None
) -> tuple[Bound, ...]:
    """Return all numbers but the one that stays, or else the survivor's claim."""
    stays = number or book.number(survivor)
    both = (book.number(survivor), book.number(loser))
    return tuple(one for one in both if one is not None and one is not stays)


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
