"""Table T1, as a clerk would read it."""

import attrs

from domain.model.identity import Identity
from tests.machine import merging, proposing
from tests.machine.book import Book
from tests.machine.people import WeChat
from tests.machine.records import Account, Bound
from tests.machine.shown import Expected, Pair


@attrs.frozen
class Verdict:
    """Who is let in, or for whose sake nobody is; with `created` nobody is known yet.

    `other` is a second account that was proven: it goes into the first where it is `lost`.
    """

    code: str
    account: Account | None = None
    bind: tuple[Identity, ...] = ()
    other: Account | None = None
    lost: bool = False

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
    if unionid is None or y is x or unionid.place in book.places(x):
        return Verdict("logged_in", x)
    if y is None:
        return Verdict("logged_in", x, (unionid,))
    return _both(book, x, y)


def _newcomer(y: Account | None, openid: Identity, unionid: Identity | None) -> Verdict:
    if y is None:
        return Verdict("created", None, tuple(one for one in (openid, unionid) if one))
    if y.status == "closing":
        return Verdict("account_closing", y)
    return Verdict("logged_in", y, (openid,))


def _both(book: Book, x: Account, y: Account) -> Verdict:
    if y.status == "closing":
        return Verdict("logged_in", x)
    lost = proposing.expendable(book, x, y)
    if lost is x:
        return Verdict("logged_in", y, other=x, lost=True)
    return Verdict("logged_in", x, other=y, lost=lost is y)


def unmerged(book: Book, wechat: WeChat, verdict: Verdict) -> Verdict:
    """Return what T1 says where it is another table that merges: the openid decides."""
    if verdict.other is None:
        return verdict
    return Verdict("logged_in", book.holder(wechat.openid))


def carry_out(book: Book, wechat: WeChat, verdict: Verdict) -> Bound:
    """Bind what has to be; return by what she is let in."""
    account = verdict.account or book.open()
    for identity in verdict.bind:
        book.bind(account, identity, "wx_code")
    if book.holder(wechat.openid) is account:
        return book.bound[wechat.openid]
    return book.bound[wechat.unionid]


def sign_in(book: Book, wechat: WeChat, *, afresh: bool = False) -> Expected:
    verdict = judge(book, wechat)
    if verdict.refuses:
        return Expected(verdict.code)
    if book.lately.is_banned(wechat.hand):
        return Expected("account_suspended")
    if verdict.account is None and book.lately.is_asked_for(wechat.hand) and not afresh:
        return Expected("identity_quarantined")
    by = carry_out(book, wechat, verdict)
    case = merging.join(book, by.account, verdict.other) if verdict.lost else None
    session = book.enter(by.account, by)
    offered = verdict.other is not None and not verdict.lost
    pair = Pair.at(session, by.account, verdict.other) if offered else None
    return Expected(verdict.code, session, pair=pair, case=case)
