"""Which cell of T2 or T4 a number that was shown falls into."""

import attrs

from domain.model.identity import PHONE_PLACE
from tests.machine import proposing
from tests.machine.book import Book
from tests.machine.by_wechat import Verdict
from tests.machine.cells import (
    CONFIRM,
    CONFLICT,
    DECLARED,
    MERGED,
    RENEWED,
    SUSPENDED,
    T2,
    T4,
    Cell,
)
from tests.machine.records import Account
from tests.machine.shown import Shown


def find(book: Book, shown: Shown, verdict: Verdict | None, second: str) -> Cell:
    """Return what T4 says, or with a WeChat T2; a second factor of P renews its number."""
    if verdict is None:
        cell = _alone(book, shown, second)
    else:
        cell = _paired(book, shown, verdict, second)
    return attrs.evolve(cell, renews=cell.renews or (second == "yes" and cell.who == "P"))


def _alone(book: Book, shown: Shown, second: str) -> Cell:
    row = book.standing(shown.number)
    if row == "F" and shown.weak:
        return CONFIRM
    if row == "T" and second == "yes":
        return RENEWED
    if row == "T" and second == "declared" and _is_all_she_has(book, book.holder(shown.number)):
        return CONFIRM if shown.weak else DECLARED
    return T4[row]


def _is_all_she_has(book: Book, p: Account) -> bool:
    return p.password is None and book.places(p) == {PHONE_PLACE}


def _paired(book: Book, shown: Shown, verdict: Verdict, second: str) -> Cell:
    if verdict.code == "account_suspended":
        return SUSPENDED
    row = book.standing(shown.number)
    if row == "T" and second == "yes":
        row = "F"
    column = _column(book, shown, verdict)
    cell = T2[f"{row} {column}"]
    if row != "F" or column == "P":
        return cell
    if column != "C" and _is_taken(book, shown):
        return CONFLICT
    if shown.weak:
        return CONFIRM
    return MERGED if column == "A0" and _is_lost(book, shown, verdict) else cell


def _column(book: Book, shown: Shown, verdict: Verdict) -> str:
    w = verdict.account
    if w is None:
        return "N"
    only_claims = book.standing(shown.number) == "U"
    if w is book.holder(shown.number) and not (only_claims and verdict.refuses):
        return "P"
    if verdict.refuses:
        return "C"
    return "A0" if book.number(w) is None else "Ao"


def _is_taken(book: Book, shown: Shown) -> bool:
    wanted = {one.place for one in (shown.wechat.openid, shown.wechat.unionid) if one}
    return not wanted.isdisjoint(book.places(book.holder(shown.number)))


def _is_lost(book: Book, shown: Shown, verdict: Verdict) -> bool:
    p, w = book.holder(shown.number), verdict.account
    return proposing.expendable(book, p, w) is w
