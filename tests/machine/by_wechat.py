"""Table T1, as a clerk would read it."""

import attrs

from domain.model.identity import Identity
from tests.machine.book import Book
from tests.machine.people import WeChat
from tests.machine.records import Account, Bound
from tests.machine.shown import Expected


@attrs.frozen
class Verdict:
    """Who is let in, or for whose sake nobody is; with `created` nobody is known yet."""

    code: str
    account: Account | None = None
    bind: tuple[Identity, ...] = ()

    @property
    def refuses(self) -> bool:
        return self.code not in ("created", "logged_in")


def judge(book: Book, wechat: WeChat) -> Verdict:
    """Tell whose account it is by its WeChat alone."""
    openid, unionid = wechat.openid, wechat.unionid
    x, y = book.holder(openid), book.holder(unionid)
    if any(one is not None and one.status == "suspended" for one in (x, y)):
        return Verdict("account_suspended", x or y)
    if x is None:
        return _newcomer(y, openid, unionid)
    if x.status == "closing":
        enters_y = y is not None and y.status == "active"
        return Verdict("logged_in", y) if enters_y else Verdict("account_closing", x)
    comes_late = unionid is not None and y is None and unionid.place not in book.places(x)
    return Verdict("logged_in", x, (unionid,) if comes_late else ())


def _newcomer(y: Account | None, openid: Identity, unionid: Identity | None) -> Verdict:
    if y is None:
        return Verdict("created", None, tuple(one for one in (openid, unionid) if one))
    if y.status == "closing":
        return Verdict("account_closing", y)
    return Verdict("logged_in", y, (openid,))


def carry_out(book: Book, wechat: WeChat, verdict: Verdict) -> Bound:
    """Bind what has to be; return by what she is let in."""
    account = verdict.account or book.open()
    for identity in verdict.bind:
        book.bind(account, identity, "wx_code")
    if book.holder(wechat.openid) is account:
        return book.bound[wechat.openid]
    return book.bound[wechat.unionid]


def sign_in(book: Book, wechat: WeChat) -> Expected:
    verdict = judge(book, wechat)
    if verdict.refuses:
        return Expected(verdict.code)
    by = carry_out(book, wechat, verdict)
    return Expected(verdict.code, book.enter(by.account, by))
