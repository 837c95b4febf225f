"""A merge is taken back: two accounts again (table T11)."""

from collections import Counter

from domain.model.identity import PHONE_PLACE
from tests.machine import parting
from tests.machine.book import Book
from tests.machine.cases import Case
from tests.machine.lately import WEEK
from tests.machine.records import Account, Bound, Session


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


def undo(book: Book, case: Case) -> tuple[Counter[str], list[Bound]]:
    """Make two accounts of one again.

    Return what could not be made as it was, and what is nobody's from now on.
    """
    survivor, loser = case.survivor, case.loser
    let_go = parting.part(book, case)
    returning = parting.returning(book, case)
    parting.strip_claim(book, survivor)
    for one in returning:
        one.restore()
        book.lately.forget(one.bound.identity)
        book.bound[one.bound.identity] = one.bound
    for account in (survivor, loser):
        parting.refill(book, account)
    lost = _lost(book, case, let_go)
    _part_profiles(case)
    _part_people(book, case)
    for one in case.aliases:
        one.merged_into = loser
    loser.merged_into = None
    _part_standing(book, case)
    if survivor.password != case.password:
        survivor.password = None  # whose it is, nobody can tell
    case.undone_at = book.now
    return lost, let_go


def _lost(book: Book, case: Case, let_go: list[Bound]) -> Counter[str]:
    gone = [one.bound for one in case.held if book.bound.get(one.bound.identity) is not one.bound]
    gone += [one for one in let_go if one not in gone]
    lost = Counter("phone" if one.identity.place == PHONE_PLACE else "identity" for one in gone)
    if case.lost_password or case.survivor.password not in (None, case.password):
        lost["password"] = 1
    return lost


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
    banned = case.survivor.status == "suspended"
    anew = banned and not case.was_banned
    for account, before in zip(both, case.statuses, strict=False):
        bans = anew or (banned and before == "suspended")
        enters = any(not one.claimed for one in book.own(account))
        account.status = "suspended" if bans else "active" if enters else "dormant"
        account.epoch, account.version = account.epoch + 1, account.version + 1
        if not bans:
            book.lift_ban(account)
    if anew:
        book.lift_ban(case.loser)
        case.loser.epoch, case.loser.version = case.loser.epoch + 1, case.loser.version + 1
