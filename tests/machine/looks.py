"""The store beside the book: every look compares what both say."""

import attrs

from tests.acts.house import House
from tests.machine.answers import told
from tests.machine.book import Book
from tests.machine.hands import check_hand
from tests.machine.records import Account, Session


async def look_at_one(house: House, book: Book, turn: int) -> None:
    """Look at one account and one session, each in its turn; the newest ones more often."""
    if book.accounts:
        await _look_at_account(house, book, _newest_first(book.accounts, turn))
    if book.sessions:
        await _look_at_session(house, book, _newest_first(book.sessions, turn))


async def look_at_all(house: House, book: Book) -> None:
    for account in book.accounts:
        await _look_at_account(house, book, account)
    for session in book.sessions:
        await _look_at_session(house, book, session)


def _newest_first(what: list, turn: int):
    """Alternate between the newest and the rest."""
    return what[-1] if turn % 2 else what[turn // 2 % len(what)]


async def _look_at_account(house: House, book: Book, account: Account) -> None:
    stored = await house.store.account(account.id)
    into = account.merged_into
    assert (stored.status, stored.epoch) == (account.status, account.epoch)
    assert stored.merged_into == (None if into is None else into.id)
    assert attrs.astuple(stored.profile) == (account.nickname, account.avatar)
    await _look_at_identities(house, book, account)
    hashed = await house.store.password(account.id)
    kept = account.password and await house.passwords.hash(account.password)
    assert hashed == kept
    live = await house.store.live_sessions(account.id, now=book.now)
    assert {one.id for one in live} == {one.id for one in book.live(account)}
    await _look_at_cases(house, book, account)


async def _look_at_cases(house: House, book: Book, account: Account) -> None:
    cases = book.cases_of(account)
    stored = await house.store.merge_cases(account.id)
    assert [one.id for one in stored] == [one.id for one in reversed(cases)]
    assert [one.undone_at for one in stored] == [one.undone_at for one in reversed(cases)]


async def _look_at_identities(house: House, book: Book, account: Account) -> None:
    stored = {
        (one.identity, one.proof.method.value, one.proof.proved_at, one.superseded)
        for one in await house.store.identities_of(account.id)
    }
    assert stored == {
        (one.identity, one.method, one.proved_at, one.superseded) for one in book.own(account)
    }


async def _look_at_session(house: House, book: Book, session: Session) -> None:
    """Show the access token: it opens what the book says, or is refused for the same reason."""
    over = book.why_refused(session)
    code, signed_in = await told(house.authenticate(session.access[0]))
    assert code in (over or "done", session.forgotten and "session_expired")
    if over is not None:
        return
    number = book.number(session.account)
    assert signed_in.session.id == session.id
    assert signed_in.account.id == session.account.id
    check_hand(session)
    assert signed_in.phone == (None if number is None else number.identity.subject)
    assert signed_in.session.proved_at == session.proved_at
    assert signed_in.session.low_until == session.low_until
    assert signed_in.last_login_at == max(
        one.opened_at for one in book.sessions if one.account is session.account
    )
