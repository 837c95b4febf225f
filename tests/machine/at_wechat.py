"""A WeChat comes to the caller's account (table T7)."""

from tests.machine import merging, proposing
from tests.machine.at_session import DONE, STEP_UP
from tests.machine.book import Book
from tests.machine.people import WeChat
from tests.machine.records import Account, Session
from tests.machine.shown import Expected, Pair
from tests.machine.unbinding import give_up_person

UNAVAILABLE = Expected("identity_unavailable")


def bind_wechat(book: Book, session: Session, wechat: WeChat, *, replace: bool) -> Expected:
    """Bind a WeChat to the caller's account, perhaps in the place of another."""
    refused = _refusal(book, session, wechat)
    if refused is not None:
        return refused
    holders = _holders(book, wechat)
    others = [one for one in holders if one is not session.account]
    if others:
        return _anothers(book, session, wechat, others[0])
    if not holders:
        return _nobodys(book, session, wechat, replace=replace)
    _bind(book, session, wechat)
    return DONE


def _refusal(book: Book, session: Session, wechat: WeChat) -> Expected | None:
    holders = _holders(book, wechat)
    standing = {one.status for one in holders if one is not session.account}
    if book.is_low(session):
        return STEP_UP
    if "suspended" in standing:
        return UNAVAILABLE
    is_hers = bool(holders) and not standing
    if not is_hers and "closing" not in standing and not book.is_fresh(session):
        return STEP_UP
    if book.lately.is_banned(wechat.hand):
        return UNAVAILABLE
    return Expected("identity_reserved") if "closing" in standing else None


def _holders(book: Book, wechat: WeChat) -> list[Account]:
    """Return whom it signs in to, the openid's account first."""
    found = (book.holder(wechat.openid), book.holder(wechat.unionid))
    return list(dict.fromkeys(one for one in found if one is not None))


def _is_taken(book: Book, s: Account, wechat: WeChat) -> bool:
    wanted = {one.place for one in wechat.hand if book.holder(one) is not s}
    return not wanted.isdisjoint(book.places(s))


def _nobodys(book: Book, session: Session, wechat: WeChat, *, replace: bool) -> Expected:
    s = session.account
    if not _is_taken(book, s, wechat):
        _bind(book, session, wechat)
        return DONE
    if not replace:
        return Expected("identity_conflict")
    wanted = {one.place for one in wechat.hand}
    for one in book.own(s):
        if one.identity.place in wanted:
            give_up_person(book, one)
    rests_on_gone = book.bound.get(session.by.identity) is not session.by
    _bind(book, session, wechat)
    if rests_on_gone:
        session.by = book.bound[wechat.openid]
    return DONE


def _anothers(book: Book, session: Session, wechat: WeChat, q: Account) -> Expected:
    s = session.account
    if proposing.clash(book, s, q) or _is_taken(book, s, wechat):
        return Expected("identity_conflict")
    if proposing.expendable(book, s, q) is not q:
        return Expected("merge_required", pair=Pair.at(session, s, q))
    case = merging.join(book, s, q, at=session)
    _bind(book, session, wechat)
    return Expected("done", case=case)


def _bind(book: Book, session: Session, wechat: WeChat) -> None:
    """Bind what is nobody's yet; her other sessions end if there is such.

    Where the other half is hers already, WeChat gave her a new openid, or sends a strange unionid
    that she does not get.
    """
    s, mine = session.account, bool(_holders(book, wechat))
    new = [one for one in (wechat.openid, wechat.unionid) if one and one not in book.bound]
    if mine and wechat.unionid in new and wechat.unionid.place in book.places(s):
        new.remove(wechat.unionid)
    for one in new:
        book.bind(s, one, "wx_code")
    if new:
        book.end_all(s, but=session)
