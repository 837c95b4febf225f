"""A number comes to an account, or is proven there anew."""

from tests.machine.book import Book
from tests.machine.records import Account, Bound
from tests.machine.shown import Shown


def put(book: Book, account: Account, shown: Shown) -> Bound:
    """Bind the number to an account, in the place of its own and whoever else has it."""
    book.free(shown.number)
    old = book.number(account)
    if old is not None:
        book.give_up(old)
    return book.bind(account, shown.number, shown.method, shown.at)


def renew(book: Book, shown: Shown) -> None:
    """Note a proof of the number where it is bound; a weak one says nothing."""
    bound = book.bound[shown.number]
    if not shown.weak and (bound.claimed or bound.proved_at < shown.at):
        bound.method, bound.proved_at = shown.method, shown.at
