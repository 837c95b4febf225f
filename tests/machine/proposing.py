"""Whether two accounts become one, who goes on, and what of both stays (table T10)."""

from datetime import datetime
from typing import Final

import attrs

from domain.model.identity import PHONE_PLACE
from tests.machine.book import YOUNG, Book
from tests.machine.records import Account, Bound

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
    untouched = account.epoch == 1
    return young and untouched and one_wechat and account.password is None


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
