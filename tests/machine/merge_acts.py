"""People make one account of two, and two of one again."""

from collections import Counter
from typing import Any

import attrs
from hypothesis.stateful import precondition
from hypothesis.strategies import none, sampled_from

from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.values import Client
from tests.machine import merging, undoing, windows
from tests.machine.acts import Acts, act
from tests.machine.book import Book
from tests.machine.conserving import check_undone
from tests.machine.identity_acts import IdentityActs
from tests.machine.merging import Merge
from tests.machine.people import passwords, picks
from tests.machine.records import Account, Bound, Case, Session
from tests.machine.shown import Expected, MergeTicket

REJECTED = Expected("ticket_rejected")
SENSELESS = Expected("invalid_input")
wanted = sampled_from(("", "", "one", "other", "a stranger's"))
"""Which account shall go on, or whose number stay."""


@attrs.frozen
class Choice:
    """What somebody chose of two accounts; with `senseless`, something else."""

    goes_on: Account | None = None
    stays: Bound | None = None
    senseless: bool = False


def has_merge_ticket(machine: Acts) -> bool:
    return bool(machine.merge_tickets)


def has_case(machine: Acts) -> bool:
    return bool(machine.book.cases)


class MergeActs(IdentityActs):
    @precondition(has_merge_ticket)
    @act(pick=picks, goes_on=wanted, stays=wanted)
    async def preview_a_merge(self, pick: int, goes_on: str, stays: str) -> None:
        ticket, session = self._merge_ticket(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        chosen = self.chosen(ticket.pair.accounts, goes_on, stays)
        expected, merge = self._foretold(ticket, session, chosen)
        preview = self.use_cases.merges.preview
        proposed = await self.expect(
            expected if merge is None else Expected("done"),
            preview(caller, ticket.token, await self.as_told(ticket.pair.accounts, chosen)),
        )
        if merge is not None:
            check_proposal(self.book, merge, proposed)

    @precondition(has_merge_ticket)
    @act(pick=picks, goes_on=wanted, stays=wanted, password=none() | passwords)
    async def merge_with_a_ticket(
        self, pick: int, goes_on: str, stays: str, password: str | None
    ) -> None:
        ticket, session = self._merge_ticket(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        chosen = self.chosen(ticket.pair.accounts, goes_on, stays)
        told = await self.as_told(ticket.pair.accounts, chosen)
        expected, merge = self._foretold(ticket, session, chosen)
        hand = session.hand
        if merge is not None and merge.code == "merged":
            expected = self._merged(ticket, session, merge, password)
        merging_them = self.use_cases.merges.merge(
            caller, ticket.token, told, client=Client(), password=password
        )
        await self.expect(expected, merging_them, hand=hand)

    @precondition(has_case)
    @act(pick=picks, at=picks)
    async def show_a_merge(self, pick: int, at: int) -> None:
        case, session = self.case(pick), self._at(pick, at)
        caller = None if session is None else await self.caller(session)
        if caller is None:
            return
        hers = undoing.is_hers(case, session.account)
        shown = await self.expect(
            Expected("done" if hers else "merge_not_found"),
            self.use_cases.merges.show(caller, case.id),
        )
        assert not hers or shown.undone_at == case.undone_at

    @precondition(has_case)
    @act(pick=picks, at=picks)
    async def undo_a_merge(self, pick: int, at: int) -> None:
        case, session = self.case(pick), self._at(pick, at)
        caller = None if session is None else await self.caller(session)
        if caller is None:
            return
        code = undoing.at_session(self.book, case, session)
        await self.undone(case, code, self.use_cases.merges.undo(caller, case.id))

    async def undone(self, case: Case, code: str, undo: Any) -> None:
        """Undo a merge, unless it was already or cannot be."""
        again = case.undone_at is not None
        lost = Counter() if again or code != "done" else undoing.undo(self.book, case)
        answer = await self.expect(Expected(code), undo)
        if code == "done":
            assert answer.case.undone_at == case.undone_at
            assert Counter(answer.lost) == lost
        if code == "done" and not again:
            await check_undone(self.house, case, self.held)

    def case(self, pick: int) -> Case:
        """Pick a merge: mostly one that stands."""
        standing = [one for one in self.book.cases if one.undone_at is None]
        among = standing if standing and pick % 8 else self.book.cases
        return among[-1 - pick // 8 % len(among)]

    def chosen(self, pair: tuple[Account, Account], goes_on: str, stays: str) -> Choice:
        """Return what somebody chose of a pair."""
        strangers = [one for one in self.book.accounts if one not in pair]
        whose = dict(zip(("one", "other"), pair, strict=True))
        whose["a stranger's"] = strangers[-1] if strangers else None
        one, another = whose.get(goes_on), whose.get(stays)
        number = None if another is None else self.book.number(another)
        not_theirs = number is not None and (number.claimed or another not in pair)
        return Choice(one, number, (one is not None and one not in pair) or not_theirs)

    async def as_told(self, pair: tuple[Account, Account], chosen: Choice) -> MergeChoice:
        """Return the choice by the names that the product has for things."""
        return MergeChoice(
            survivor=chosen.goes_on and chosen.goes_on.id,
            number=chosen.stays and await self.id_of(chosen.stays),
        )

    def _merge_ticket(self, pick: int) -> tuple[MergeTicket, Session]:
        """Pick a ticket, mostly a good one, and a session, mostly its own."""
        good = [one for one in self.merge_tickets if self._no_merge(one, one.pair.session) is None]
        among = good if good and pick % 4 else self.merge_tickets
        ticket = among[-1 - pick // 8 % len(among)]
        return ticket, ticket.pair.session if pick % 8 else self.session(pick)

    def _no_merge(self, ticket: MergeTicket, session: Session) -> Expected | None:
        is_late = self.book.now >= ticket.pair.until
        if ticket.used or is_late or session is not ticket.pair.session:
            return REJECTED
        return Expected("stale_ticket") if ticket.is_stale else None

    def _foretold(
        self, ticket: MergeTicket, session: Session, chosen: Choice
    ) -> tuple[Expected | None, Merge | None]:
        refused = self._no_merge(ticket, session) or (SENSELESS if chosen.senseless else None)
        if refused is not None:
            return refused, None
        merge = merging.propose(
            self.book,
            *ticket.pair.accounts,
            at=ticket.at,
            goes_on=chosen.goes_on,
            stays=chosen.stays,
        )
        return Expected(merge.code), merge

    def _merged(
        self, ticket: MergeTicket, session: Session, merge: Merge, password: str | None
    ) -> Expected:
        guessed = windows.guesses(f"account {merge.loser.id}")
        if password is not None:
            if not self.windows.admit(*guessed):
                return Expected("password_locked")
            if merge.loser.password != password:
                return Expected("password_mismatch")
            self.windows.forgive(*guessed)
        ticket.used = True
        return self._carried_out(session, merge, password)

    def _carried_out(self, session: Session, merge: Merge, password: str | None) -> Expected:
        book, survivor = self.book, merge.survivor
        by = merge.number if session.by in merge.given_up else session.by
        for one in merge.given_up:
            self.forget_texts(one.identity)
        moved = password if survivor.password is None else None
        case = merging.carry_out(book, merge, moved_password=moved)
        new = book.enter(survivor, by, proved_at=session.proved_at)
        return Expected("merged", new, case=case)

    def _at(self, pick: int, at: int) -> Session | None:
        """Return a session: mostly one of whoever survived a merge."""
        case = self.case(pick)
        theirs = [one for one in self.book.live(case.survivor)]
        if theirs and at % 4:
            return theirs[-1 - at // 4 % len(theirs)]
        return self.session(at) if self.book.sessions else None


def check_proposal(book: Book, merge: Merge, proposed: MergeProposal) -> None:
    """See that what is shown before is what will be done."""
    own = {side: {one.identity for one in side} for side in (proposed.moved, proposed.given_up)}
    assert proposed.decision.outcome.value == merge.code
    assert proposed.survivor.account.id == merge.survivor.id
    assert proposed.loser.account.id == merge.loser.id
    if merge.code == "merged":
        assert own[proposed.moved] == {one.identity for one in merge.moved}
        assert own[proposed.given_up] == {one.identity for one in merge.given_up}
