"""What a caller may change of her account: table T3, and what has no table."""

import attrs

from tests.machine import merging, proposing
from tests.machine.book import PROVEN, Book
from tests.machine.putting import put, renew
from tests.machine.records import Account, Session
from tests.machine.shown import Expected, Pair, Shown

STEP_UP = Expected("step_up_required", spends=False)
DONE = Expected("done")


def bind_number(book: Book, session: Session, shown: Shown) -> Expected:
    """Bind a number to the caller's account."""
    if book.is_low(session):
        return STEP_UP
    row, fresh = book.standing(shown.number), book.is_fresh(session)
    if book.holder(shown.number) is session.account:
        return _again(book, shown, may=fresh or row != "T")
    if row in "SC":
        return Expected({"S": "phone_unavailable", "C": "phone_reserved"}[row])
    needs_proof = row in "FT" or book.number(session.account) is not None
    if needs_proof and not fresh:
        return STEP_UP
    shown = attrs.evolve(shown, session=session, until=session.proved_at + PROVEN)
    return _bound(book, session, shown) if row in "NU" else _anothers(book, session, shown)


def _again(book: Book, shown: Shown, *, may: bool) -> Expected:
    if not may:
        return STEP_UP
    renew(book, shown)
    return DONE


def _bound(book: Book, session: Session, shown: Shown) -> Expected:
    old = book.number(session.account)
    bound = put(book, session.account, shown)
    if session.by is old:
        session.by = bound
    book.end_all(session.account, but=session)
    return DONE


def _anothers(book: Book, session: Session, shown: Shown) -> Expected:
    s, p = session.account, book.holder(shown.number)
    if book.standing(shown.number) == "T":
        return Expected("ownership_check", shown=shown)
    pair = Pair.at(session, s, p)
    if proposing.clash(book, s, p):
        return Expected("identity_conflict", shown=shown if shown.weak else None)
    if shown.weak:
        return Expected("sms_confirmation_required", shown=shown)
    if proposing.expendable(book, s, p) is not s:
        return Expected("merge_required", pair=pair)
    return _merged(book, s, p, shown)


def _merged(book: Book, s: Account, p: Account, shown: Shown) -> Expected:
    case = merging.join(book, p, s)
    renew(book, shown)
    return Expected("logged_in", book.enter(p, book.bound[shown.number]), case=case)


def change_password(book: Book, session: Session, password: str) -> Expected:
    if not book.is_fresh(session):
        return STEP_UP
    if book.number(session.account) is None:
        return Expected("phone_required")
    session.account.password = password
    session.account.version += 1
    session.show(password)
    book.end_all(session.account, but=session)
    return DONE


def reset_password(book: Book, shown: Shown, password: str) -> Expected:
    """Set a password by a number (T8); of a stale one the WeChat has to be shown too."""
    row = book.standing(shown.number)
    if row in "NU":
        return Expected("sms_sent_if_known")
    if row in "SC":
        return Expected({"S": "account_suspended", "C": "account_closing"}[row])
    account = book.holder(shown.number)
    hers = shown.wechat and (shown.wechat.openid, shown.wechat.unionid)
    if row == "T" and account not in map(book.holder, hers or ()):
        return Expected("ownership_check", shown=attrs.evolve(shown, wechat=None))
    account.password, account.epoch = password, account.epoch + 1
    account.version += 1
    account.proven_by.add(password)
    return Expected("password_reset")
