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
            book.lately.remember(one.identity, case.survivor, case.loser)
        else:
            one.account = whose
    return nobodys


def returning(book: Book, case: Case) -> list[Held]:
    """Return what left the survivor since, was nobody's after that, and finds its place free."""
    return [
        one
        for one in case.held
        if one.bound.identity not in book.bound
        and case.survivor in book.lately.whose(one.bound.identity)
        and one.bound.identity.place not in _all_places(book, one.account)
    ]


def strip_claim(book: Book, survivor: Account) -> None:
    """Take a number that nobody proved from whoever would keep nothing else."""
    left = book.own(survivor)
    if all(one.claimed for one in left):
        for one in left:
            del book.bound[one.identity]


def _whose(case: Case, own: list[Bound], held: dict[Bound, Account], one: Bound) -> Account | None:
    """Return who has it from now on; None where nobody can tell."""
    if one in held:
        return held[one]
    alike = [other for other in own if same_person(one.identity.place, other.identity.place)]
    sides = {held[other] for other in alike if other in held}
    if case.loser not in sides:
        return case.survivor
    owner = _owner_of_unionid(case, alike, held)
    if _goes_by_unionid(one, alike):
        return owner
    return case.survivor if sides == {case.loser} and owner is None else None


def _owner_of_unionid(
    case: Case, alike: list[Bound], held: dict[Bound, Account]
) -> Account | None:
    """Return whose the unionid of a platform is, if there is one and that is known."""
    told = [one for one in alike if one.identity.kind is IdentityKind.WECHAT_UNIONID]
    if not told or told[0] in held:
        return held[told[0]] if told else None
    first = [one for one in alike if not _goes_by_unionid(one, alike)]
    return case.loser if all(held.get(one) is case.loser for one in first) else None


def _goes_by_unionid(one: Bound, alike: list[Bound]) -> bool:
    """Tell whether it is a unionid, or took the place of what was there by one."""
    place = one.identity.place
    mates = [other for other in alike if other.superseded and other.identity.place == place]
    took = any(not one.superseded or other.proved_at < one.proved_at for other in mates)
    return took or one.identity.kind is IdentityKind.WECHAT_UNIONID


def refill(book: Book, account: Account) -> None:
    """Let the newest fill a place again that nothing else fills."""
    places, own = book.places(account), book.own(account)
    for one in sorted(own, key=lambda one: (one.proved_at, one.nth), reverse=True):
        if one.identity.place not in places:
            places.add(one.identity.place)
            one.superseded = False


def _all_places(book: Book, account: Account) -> set[Place]:
    return {one.identity.place for one in book.own(account)}
