"""What becomes of a number that was shown, by the rows of T2, T4 and T6."""

import attrs

from tests.machine import by_wechat, merging
from tests.machine.book import PROVEN, Book
from tests.machine.by_wechat import Verdict
from tests.machine.cells import CONFIRM, T6, Cell
from tests.machine.finding import find
from tests.machine.putting import put, renew
from tests.machine.records import Account, Bound, Session
from tests.machine.shown import Expected, Pair, Shown

REJECTED = Expected("ticket_rejected", spends=False)


def sign_in(book: Book, shown: Shown, second: str = "no") -> Expected:
    """Sign in by a number; `second`: P's password was right (yes), or she says so (declared)."""
    verdict = _judge(book, shown)
    if _is_void(shown, verdict):
        return REJECTED
    cell = find(book, shown, verdict, second)
    shown = _with_epoch(shown, verdict)
    ticket = shown if cell.ticket else None
    if not cell.who:
        return Expected(cell.code, shown=ticket)
    if book.lately.is_banned(shown.hand):
        return Expected("account_suspended")
    if cell.who == "N" and book.lately.is_asked_for(shown.hand) and not shown.afresh:
        return Expected("identity_quarantined", spends=False)
    if _has_left(book, shown):
        return REJECTED
    return attrs.evolve(_let_in(book, shown, verdict, cell), shown=ticket)


def claim(book: Book, shown: Shown) -> Expected:
    """Take the number from whoever has it, for whoever showed it."""
    verdict = _judge(book, shown)
    if _is_void(shown, verdict):
        return REJECTED
    refused = T6.get(book.standing(shown.number)) or (CONFIRM if shown.weak else None)
    if refused:
        return Expected(refused.code, shown=shown if refused.ticket else None)
    if verdict is not None and verdict.refuses:
        return Expected(verdict.code)
    if book.lately.is_banned(shown.hand):
        return Expected("account_suspended")
    return REJECTED if _has_left(book, shown) else _claimed(book, shown, verdict)


def _claimed(book: Book, shown: Shown, verdict: Verdict | None) -> Expected:
    target = _target(book, shown, verdict)
    if target is None:
        return _let_in(book, shown, verdict, Cell("created", "N", "number"))
    bound = _hers(book, target, shown)
    book.end_all(target)
    return Expected("bound", book.enter(target, bound, proved_at=shown.proved_at))


def _judge(book: Book, shown: Shown) -> Verdict | None:
    wechat = shown.wechat
    if wechat is None:
        return None
    return by_wechat.unmerged(book, wechat, by_wechat.judge(book, wechat))


def _is_void(shown: Shown, verdict: Verdict | None) -> bool:
    """Tell whether the WeChat leads to another account by now, or to one signed out since."""
    account = None if verdict is None else verdict.account
    return bool(account and shown.epochs) and shown.epochs.get(account) != account.epoch


def _with_epoch(shown: Shown, verdict: Verdict | None) -> Shown:
    account = None if verdict is None else verdict.account
    if account is None:
        return shown
    return attrs.evolve(shown, epochs={**shown.epochs, account: account.epoch})


def _has_left(book: Book, shown: Shown) -> bool:
    return shown.session is not None and book.over(shown.session) is not None


def _target(book: Book, shown: Shown, verdict: Verdict | None) -> Account | None:
    """Return whose the number shall be, what T1 says of her WeChat done; None for a new one."""
    if shown.session is not None:
        return shown.session.account
    if verdict is None or verdict.account is None:
        return None
    return by_wechat.carry_out(book, shown.wechat, verdict).account


def _hers(book: Book, account: Account, shown: Shown) -> Bound:
    if book.holder(shown.number) is not account:
        return put(book, account, shown)
    renew(book, shown)
    return book.bound[shown.number]


def _let_in(book: Book, shown: Shown, verdict: Verdict | None, cell: Cell) -> Expected:
    p, w = book.holder(shown.number), verdict and verdict.account
    by = _by(book, shown, verdict, cell)
    if cell.renews:
        renew(book, shown)
    case = merging.join(book, p, w) if cell.merges else None
    session = book.enter(by.account, by, low=cell.low, proved_at=shown.proved_at)
    pair = Pair.at(session, p, w) if cell.offers else _meant(book, shown, session)
    pair = None if pair is None else pair.no_longer_than(shown.until)
    return Expected(cell.code, session, pair=pair, case=case)


def _by(book: Book, shown: Shown, verdict: Verdict | None, cell: Cell) -> Bound:
    if "number" in cell.binds:
        book.free(shown.number)
    if cell.who == "N":
        return _as_new(book, shown)
    by_number = book.bound.get(shown.number)
    one = by_number is not None and verdict is not None and by_number.account is verdict.account
    if cell.who == "W" or one:
        return _as_w(book, shown, verdict, cell)
    if "wechat" in cell.binds:
        _bind_wechat(book, by_number.account, shown)
    return by_number


def _as_new(book: Book, shown: Shown) -> Bound:
    account = book.open()
    _bind_wechat(book, account, shown)
    return book.bind(account, shown.number, shown.method, shown.at)


def _as_w(book: Book, shown: Shown, verdict: Verdict, cell: Cell) -> Bound:
    by = by_wechat.carry_out(book, shown.wechat, verdict)
    if "number" in cell.binds:
        return book.bind(by.account, shown.number, shown.method, shown.at)
    return by


def _meant(book: Book, shown: Shown, session: Session) -> Pair | None:
    """Return what she can merge who is in by a number that was meant for another account."""
    meant = shown.session
    if meant is None or meant.account is session.account:
        return None
    if book.is_low(session) or not book.is_fresh(meant):
        return None
    return Pair((session.account, meant.account), meant.proved_at + PROVEN, session)


def _bind_wechat(book: Book, account: Account, shown: Shown) -> None:
    if shown.wechat is not None:
        for identity in (shown.wechat.openid, shown.wechat.unionid):
            if identity is not None:
                book.bind(account, identity, "wx_code")
