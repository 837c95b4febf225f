"""Whose an identity is when one account becomes two again."""

from domain.model.identity import IdentityKind, Place
from tests.machine.book import Book
from tests.machine.cases import Case, Held
from tests.machine.people import same_person
from tests.machine.records import Account, Bound


def part(book: Book, case: Case) -> list[Bound]:
    """Let go home what goes; return what is nobody's from now on."""
    own, held = book.own(case.survivor), {one.bound: one.account for one in case.held}
    nobodys = []
    for one, whose in [(one, _whose(case, own, held, one)) for one in own]:
        if whose is None:
            nobodys.append(book.bound.pop(one.identity))
        else:
            one.account = whose
    return nobodys


def returning(book: Book, case: Case) -> list[Held]:
    """Return what left the survivor since, was nobody's after that, and finds its place free."""
    return [
        one
        for one in case.held
        if one.bound.identity not in book.bound
        and book.lately.whose(one.bound.identity) is case.survivor
        and one.bound.identity.place not in _all_places(book, one.account)
    ]


def strip_claim(book: Book, survivor: Account) -> None:
    """Take a number that nobody proved from whoever would keep nothing else."""
    left = book.own(survivor)
    if all(one.claimed for one in left):
        for one in left:
            del book.bound[one.identity]


def _whose(case: Case, own: list[Bound], held: dict[Bound, Account], one: Bound) -> Account | None:
    """Return who has it from now on; None where nobody can tell.

    What was gained since stays with the survivor, unless it is the same WeChat's as what goes.
    """
    if one in held:
        return held[one]
    for alike in (_by_unionid, Place.__eq__, same_person):
        sides = {
            held[other]
            for other in own
            if other in held and alike(one.identity.place, other.identity.place)
        }
        if len(sides) == 1:
            return sides.pop()
    return None if sides else case.survivor


def _by_unionid(place: Place, other: Place) -> bool:
    return other.kind is IdentityKind.WECHAT_UNIONID and same_person(place, other)


def refill(book: Book, account: Account) -> None:
    """Let the newest fill a place again that nothing else fills."""
    places, own = book.places(account), book.own(account)
    for one in sorted(own, key=lambda one: (one.proved_at, one.nth), reverse=True):
        if one.identity.place not in places:
            places.add(one.identity.place)
            one.superseded = False


def _all_places(book: Book, account: Account) -> set[Place]:
    return {one.identity.place for one in book.own(account)}
