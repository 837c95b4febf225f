"""People make one account of two."""

from hypothesis.stateful import precondition

from domain.model.merge_proposal import MergeChoice
from domain.model.values import Client
from tests.machine import merging, proposing, windows
from tests.machine.acts import Acts, act
from tests.machine.caller_acts import CallerActs
from tests.machine.choosing import Choice, check_proposal, typed, wanted
from tests.machine.identity_acts import IdentityActs
from tests.machine.people import picks
from tests.machine.proposing import Merge
from tests.machine.records import Account, Session
from tests.machine.shown import Expected, MergeTicket, doors

REJECTED = Expected("ticket_rejected")
SENSELESS = Expected("invalid_input")


def has_merge_ticket(machine: Acts) -> bool:
    """Tell whether there is a good one; at times one that was ever offered will do."""
    tickets = machine.merge_tickets
    return bool(tickets) and (machine.turn % 8 == 0 or any(map(machine.can_merge, tickets)))


class MergeActs(IdentityActs, CallerActs):
    @precondition(has_merge_ticket)
    @act(pick=picks, goes_on=wanted, stays=wanted)
    async def preview_a_merge(self, pick: int, goes_on: str, stays: str) -> None:
        ticket, session = self._merge_ticket(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        chosen = Choice.of(self.book, ticket.pair.accounts, goes_on, stays)
        expected, merge = self._foretold(ticket, session, chosen)
        preview = self.use_cases.merges.preview
        proposed = await self.expect(
            expected if merge is None else Expected("done"),
            preview(caller, ticket.token, await self.as_told(chosen)),
        )
        if merge is not None:
            check_proposal(merge, proposed)

    @precondition(has_merge_ticket)
    @act(pick=picks, goes_on=wanted, stays=wanted, password=typed)
    async def merge_with_a_ticket(
        self, pick: int, goes_on: str, stays: str, password: str | None
    ) -> None:
        ticket, session = self._merge_ticket(pick)
        chosen = Choice.of(self.book, ticket.pair.accounts, goes_on, stays)
        await self.merge(ticket, session, chosen, password)

    def can_merge(self, ticket: MergeTicket) -> bool:
        """Tell whether a ticket is good at its session, and the session too."""
        over = self.book.why_refused(ticket.pair.session)
        return over is None and self._no_merge(ticket, ticket.pair.session) is None

    async def as_told(self, chosen: Choice) -> MergeChoice:
        """Return a choice by the names that the product has for things."""
        return MergeChoice(
            survivor=chosen.goes_on and chosen.goes_on.id,
            number=chosen.stays and await self.id_of(chosen.stays),
        )

    async def merge(
        self, ticket: MergeTicket, session: Session, chosen: Choice, password: str | None
    ) -> None:
        caller, hand = await self.caller(session), session.hand
        if caller is None:
            return
        told = await self.as_told(chosen)
        expected, merge = self._foretold(ticket, session, chosen)
        if merge is not None and merge.code == "merged":
            expected = self._merged(ticket, session, merge, password)
        merging_them = self.use_cases.merges.merge(
            caller, ticket.token, told, client=Client(), password=password
        )
        await self.expect(expected, merging_them, hand=hand)

    def _merge_ticket(self, pick: int) -> tuple[MergeTicket, Session]:
        """Pick a ticket, mostly a good one, and a session, mostly its own."""
        good = list(filter(self.can_merge, self.merge_tickets))
        among = good if good and pick % 4 else self.merge_tickets
        ticket = among[-1 - pick // 8 % len(among)]
        return ticket, ticket.pair.session if pick % 8 else self.session(pick)

    def _no_merge(self, ticket: MergeTicket, session: Session) -> Expected | None:
        is_late = self.book.now >= ticket.pair.until
        if ticket.used or is_late or session is not ticket.pair.session:
            return REJECTED
        if not ticket.is_stale:
            return None
        shows = doors(ticket.pair.accounts, self.book.opened) == ticket.doors
        return Expected("stale_ticket", again=ticket if shows else None)

    def _foretold(
        self, ticket: MergeTicket, session: Session, chosen: Choice
    ) -> tuple[Expected, Merge | None]:
        refused = self._no_merge(ticket, session) or (SENSELESS if chosen.senseless else None)
        if refused is not None:
            return refused, None
        merge = proposing.propose(
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
        refused = None if password is None else self._guess_losers(merge.loser, password)
        if refused is not None:
            return refused
        ticket.used = True
        by = merge.number if session.by in merge.given_up else session.by
        for one in merge.given_up:
            self.forget_texts(one.identity)
        moved = password if merge.survivor.password is None else None
        case = merging.carry_out(self.book, merge, moved_password=moved)
        new = self.book.enter(merge.survivor, by, proved_at=session.proved_at)
        return Expected("merged", new, case=case)

    def _guess_losers(self, loser: Account, password: str) -> Expected | None:
        guessed = windows.guesses(f"account {loser.id}")
        if not self.windows.admit(*guessed):
            return Expected("password_locked")
        if loser.password != password:
            return Expected("password_mismatch")
        self.windows.forgive(*guessed)
        return None
