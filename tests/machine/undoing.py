"""A merge is taken back: two accounts again (table T11)."""

from collections import Counter
from collections.abc import Callable

from domain.model.identity import Place
from tests.machine.book import WEEK, Book
from tests.machine.people import same_person
from tests.machine.records import Account, Bound, Case, Session


def may_undo(book: Book, case: Case, *, proven: bool, by_operator: bool = False) -> str:
    """Return what comes of wanting a merge undone; `done` if it is."""
    if case.undone_at is not None:
        return "done"
    if book.now >= case.merged_at + WEEK:
        return "undo_expired"
    survivor, later = case.survivor, book.cases[book.cases.index(case) + 1 :]
    absorbs = any(one.survivor is survivor and one.undone_at is None for one in later)
    if absorbs or survivor.status == "merged":
        return "undo_blocked_later_merge"
    if survivor.status == "closing":
        return "undo_blocked_closing"
    return "done" if by_operator or proven else "step_up_required"


def at_session(book: Book, case: Case, session: Session) -> str:
    """Return what comes of wanting it undone at a session; strangers are told of no merge."""
    if not is_hers(case, session.account):
        return "merge_not_found"
    return may_undo(book, case, proven=book.is_fresh(session))


def is_hers(case: Case, account: Account) -> bool:
    """Tell whether an account is part of a merge, or what its survivor is part of by now."""
    return account in (case.survivor, case.loser, case.survivor.merged_into)


def undo(book: Book, case: Case) -> Counter[str]:
    """Make two accounts of one again; return what could not be made as it was."""
    survivor, loser = case.survivor, case.loser
    missing = [one for one in case.moved if book.bound.get(one.identity) is not one]
    let_go = _part_identities(book, case)
    returning = [one for one in case.given_up if _finds_its_place(book, one, survivor)]
    _strip_claim(book, survivor)
    for one in returning:
        del book.lately[one.identity]
        book.bound[one.identity] = one
    _part_profiles(case)
    _part_people(book, case)
    for one in case.aliases:
        one.merged_into = loser
    loser.merged_into = None
    _part_standing(book, case)
    if case.moved_password:
        survivor.password = None
    case.undone_at = book.now
    lost = {
        "identity": len(missing) + len(let_go),
        "phone": len(case.given_up) - len(returning),
        "password": int(case.lost_password),
    }
    return Counter({what: many for what, many in lost.items() if many})


def _part_identities(book: Book, case: Case) -> list[Bound]:
    """Let go home what goes; return what is nobody's from now on."""
    own = book.own(case.survivor)
    homes = [_goes_home(case, own, one) for one in own]
    for one, goes in zip(own, homes, strict=True):
        if goes:
            one.account = case.loser
        if goes is None:
            del book.bound[one.identity]
    return [one for one, goes in zip(own, homes, strict=True) if goes is None]


def _goes_home(case: Case, own: list[Bound], one: Bound) -> bool | None:
    """Tell whether something goes with the loser; None where nobody can tell.

    What was gained since stays, unless it is the same WeChat's as what goes.
    """
    if one in case.moved or one in case.stayed:
        return one in case.moved
    exactly: Callable[[Place, Place], bool] = Place.__eq__
    for alike in (exactly, same_person):
        like = [other for other in own if alike(one.identity.place, other.identity.place)]
        goes, stays = (any(each in like for each in side) for side in (case.moved, case.stayed))
        if goes != stays:
            return goes
    return None if goes else False


def _strip_claim(book: Book, survivor: Account) -> None:
    """Take a number that nobody proved from whoever would be left with nothing else."""
    left = book.own(survivor)
    for one in left:
        if all(each.claimed for each in left):
            del book.bound[one.identity]


def _finds_its_place(book: Book, number: Bound, survivor: Account) -> bool:
    """Tell whether nobody had a number since, and nothing fills its place at home."""
    nobodys = book.whose_lately(number.identity) is survivor
    return nobodys and book.number(number.account) is None


def _part_profiles(case: Case) -> None:
    """What was changed since stays."""
    survivor, (before, merged) = case.survivor, case.profiles
    present = (survivor.nickname, survivor.avatar)
    survivor.nickname, survivor.avatar = (
        was if now == then else now for was, then, now in zip(before, merged, present, strict=True)
    )


def _part_people(book: Book, case: Case) -> None:
    """Whoever came with the loser goes with it, and whoever signed in by what goes."""
    survivor, loser = case.survivor, case.loser
    of_survivor, of_loser = case.shown
    goes = {one.identity for one in book.own(loser)}
    survivor.proven_by -= goes | (of_loser - of_survivor)
    loser.proven_by = goes | of_loser


def _part_standing(book: Book, case: Case) -> None:
    """A ban from before comes back to whom it was laid on; a later one is laid on both."""
    both = (case.survivor, case.loser)
    banned, anew = case.survivor.status == "suspended", not case.was_banned
    for account, before in zip(both, case.statuses, strict=False):
        bans = banned and (anew or before == "suspended")
        enters = any(not one.claimed for one in book.own(account))
        account.status = "suspended" if bans else "active" if enters else "dormant"
        account.epoch, account.version = account.epoch + 1, account.version + 1
