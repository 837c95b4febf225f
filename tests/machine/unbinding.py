"""An account gives up a way to sign in (table T12)."""

from collections.abc import Collection

from domain.model.identity import PHONE_PLACE
from tests.machine.at_session import DONE, STEP_UP
from tests.machine.book import Book
from tests.machine.people import same_person
from tests.machine.records import Bound, Session
from tests.machine.shown import Expected


def unbind(book: Book, session: Session, asked: Bound | None) -> Expected:
    """Unbind a number, or a WeChat whole, if it is hers."""
    s = session.account
    if asked is None or asked.account is not s:
        return Expected("not_bound")
    gone = [asked] if asked.identity.place == PHONE_PLACE else whole_person(book, asked)
    refused = _refusal(book, session, gone)
    if refused is not None:
        return refused
    if asked.identity.place == PHONE_PLACE:
        del book.bound[asked.identity]
    else:
        give_up_person(book, asked)
    s.version += 1
    book.end_all(s, but=None if session.by in gone else session)
    return DONE


def drop_password(book: Book, session: Session) -> Expected:
    s = session.account
    if s.password is None:
        return Expected("not_bound")
    refused = _refusal(book, session, ())
    if refused is not None:
        return refused
    s.password, s.version = None, s.version + 1
    book.end_all(s, but=session)
    return DONE


def whole_person(book: Book, wechat: Bound) -> list[Bound]:
    """Return all of an account that is the same WeChat person's."""
    place, own = wechat.identity.place, book.own(wechat.account)
    return [one for one in own if same_person(one.identity.place, place)]


def give_up_person(book: Book, wechat: Bound) -> None:
    """Take a WeChat from its account whole; it stays known for a week whose it was."""
    for one in whole_person(book, wechat):
        if one.identity in book.bound:
            book.give_up(one)


def _refusal(book: Book, session: Session, gone: Collection[Bound]) -> Expected | None:
    """Refuse what would leave nothing to sign in by, or a number that another may have by now."""
    if not book.is_fresh(session):
        return STEP_UP
    left = [one for one in book.own(session.account) if one not in gone and not one.claimed]
    if any(one.identity.place != PHONE_PLACE for one in left):
        return None
    if not left:
        return Expected("last_login_method")
    return None if book.is_trusted(left[0]) else Expected("refresh_remaining_method")
