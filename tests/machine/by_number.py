"""What becomes of a number that was shown, by the rows of T2, T4 and T6."""

import attrs

from tests.machine import by_wechat
from tests.machine.book import Book
from tests.machine.by_wechat import Verdict
from tests.machine.cells import CONFIRM, T6, Cell
from tests.machine.finding import find
from tests.machine.records import Account, Bound
from tests.machine.shown import Expected, Shown


def sign_in(book: Book, shown: Shown, second: str = "no") -> Expected:
    """Sign in by a number; `second`: P's password was right (yes), or she says so (declared)."""
    verdict = None if shown.wechat is None else by_wechat.judge(book, shown.wechat)
    if _is_void(shown, verdict) or _has_left(book, shown):
        return Expected("ticket_rejected", spends=False)
    cell = find(book, shown, verdict, second)
    return _carry_out(book, shown, verdict, cell)


def claim(book: Book, shown: Shown) -> Expected:
    """Take the number from whoever has it, for whoever showed it."""
    verdict = None if shown.wechat is None else by_wechat.judge(book, shown.wechat)
    if _is_void(shown, verdict):
        return Expected("ticket_rejected", spends=False)
    refused = T6.get(book.standing(shown.number)) or (CONFIRM if shown.weak else None)
    if refused:
        return Expected(refused.code, shown=shown if refused.ticket else None)
    if verdict is not None and verdict.refuses:
        return Expected(verdict.code)
    if _has_left(book, shown):
        return Expected("ticket_rejected", spends=False)
    target = shown.session.account if shown.session else verdict and verdict.account
    if target is None:
        return _carry_out(book, shown, verdict, Cell("created", "N", "number wechat"))
    bound = _hers(book, target, shown)
    book.end_all(target)
    return Expected("bound", book.enter(target, bound))


def _hers(book: Book, account: Account, shown: Shown):
    if book.holder(shown.number) is not account:
        return put(book, account, shown)
    renew(book, shown)
    return book.bound[shown.number]


def put(book: Book, account: Account, shown: Shown) -> Bound:
    """Bind the number to an account, in the place of its own and whoever else has it."""
    book.free(shown.number)
    old = book.number(account)
    if old is not None:
        del book.bound[old.identity]
    return book.bind(account, shown.number, shown.method, shown.at)


def renew(book: Book, shown: Shown) -> None:
    """Note a proof of the number where it is bound; a weak one says nothing."""
    bound = book.bound[shown.number]
    if not shown.weak and (bound.method == "claimed" or bound.proved_at < shown.at):
        bound.method, bound.proved_at = shown.method, shown.at


def _is_void(shown: Shown, verdict: Verdict | None) -> bool:
    account = None if verdict is None else verdict.account
    return account is not None and shown.epochs.get(account, account.epoch) != account.epoch


def _has_left(book: Book, shown: Shown) -> bool:
    return shown.session is not None and book.over(shown.session) is not None


def _carry_out(book: Book, shown: Shown, verdict: Verdict | None, cell: Cell) -> Expected:
    if verdict is not None and verdict.account is not None:
        epochs = {**shown.epochs, verdict.account: verdict.account.epoch}
        shown = attrs.evolve(shown, epochs=epochs)
    ticket = shown if cell.ticket else None
    if not cell.who:
        return Expected(cell.code, shown=ticket)
    if "number" in cell.binds:
        book.free(shown.number)
    by = {"N": _as_new, "P": _as_p, "W": _as_w}[cell.who](book, shown, verdict, cell)
    if cell.renews:
        renew(book, shown)
    return Expected(cell.code, book.enter(by.account, by, low=cell.low), ticket)


def _as_new(book: Book, shown: Shown, _verdict: Verdict | None, _cell: Cell):
    account = book.open()
    _bind_wechat(book, account, shown)
    return book.bind(account, shown.number, shown.method, shown.at)


def _as_p(book: Book, shown: Shown, _verdict: Verdict | None, cell: Cell):
    by = book.bound[shown.number]
    if "wechat" in cell.binds:
        _bind_wechat(book, by.account, shown)
    return by


def _as_w(book: Book, shown: Shown, verdict: Verdict, cell: Cell):
    by = by_wechat.carry_out(book, shown.wechat, verdict)
    if "number" in cell.binds:
        return book.bind(by.account, shown.number, shown.method, shown.at)
    return by


def _bind_wechat(book: Book, account: Account, shown: Shown) -> None:
    if shown.wechat is not None:
        for identity in (shown.wechat.openid, shown.wechat.unionid):
            if identity is not None:
                book.bind(account, identity, "wx_code")
