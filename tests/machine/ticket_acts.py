"""People go on with a ticket."""

import attrs
from hypothesis.stateful import precondition

from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from tests.machine import by_number, windows
from tests.machine.acts import act
from tests.machine.book import PROVEN
from tests.machine.number_acts import NumberActs
from tests.machine.people import passwords, picks, places, seldom
from tests.machine.shown import Expected, Shown, Ticket

REJECTED = Expected("ticket_rejected", spends=False)
MISMATCH = Expected("password_mismatch", spends=False)


def has_ticket(machine: NumberActs) -> bool:
    """Tell whether there is a good one; at times one that was ever offered will do."""
    tickets = machine.tickets
    return bool(tickets) and (machine.turn % 8 == 0 or any(map(machine.is_good, tickets)))


class TicketActs(NumberActs):
    @precondition(has_ticket)
    @act(pick=picks, place=places, afresh=seldom)
    async def confirm_by_text(self, pick: int, place: str, afresh: bool) -> None:
        ticket = self._ticket(pick)
        text = await self.text(ticket.shown.number, CodePurpose.LOGIN, place)
        if text is None:
            return
        expected = self._refusal(ticket) or self.refusal(text)
        if expected is None:
            proof = self.shown_by(text)
            shown = attrs.evolve(ticket.shown, method=proof.method, at=proof.at, afresh=afresh)
            expected = self._use(ticket, by_number.sign_in(self.book, shown))
            if expected.spends:
                self.spend(text)
        login = self.use_cases.phones.login
        logging_in = login(
            text.sent, client=Client(place), ticket=ticket.token, start_afresh=afresh
        )
        await self.expect(expected, logging_in, hand=ticket.shown.hand)

    @precondition(has_ticket)
    @act(pick=picks, password=passwords)
    async def prove_ownership_by_password(self, pick: int, password: str) -> None:
        ticket = self._ticket(pick)
        expected = self._refusal(ticket) or self.guess(ticket.shown.number, password)
        if expected is None:
            guessed = windows.guesses(ticket.shown.number.subject)
            expected = self._use(ticket, by_number.sign_in(self.book, ticket.shown, "yes"))
            if expected.spends:
                self.windows.forgive(*guessed)
        proving = self.use_cases.phones.prove_ownership(
            ticket.token, password=password, client=Client()
        )
        await self.expect(expected, proving, hand=ticket.shown.hand)

    @precondition(has_ticket)
    @act(pick=picks)
    async def declare_it_mine(self, pick: int) -> None:
        ticket = self._ticket(pick)
        expected = self._refusal(ticket)
        if expected is None:
            declared = by_number.sign_in(self.book, ticket.shown, "declared")
            expected = self._use(ticket, declared)
        proving = self.use_cases.phones.prove_ownership(
            ticket.token, password=None, client=Client()
        )
        await self.expect(expected, proving, hand=ticket.shown.hand)

    @precondition(has_ticket)
    @act(pick=picks)
    async def claim_the_number(self, pick: int) -> None:
        ticket = self._ticket(pick)
        expected = self._refusal(ticket)
        if expected is None:
            expected = self._use(ticket, by_number.claim(self.book, ticket.shown))
        claiming = self.use_cases.phones.claim(ticket.token, client=Client())
        await self.expect(expected, claiming, hand=ticket.shown.hand)

    def guess(self, number, password: str) -> Expected | None:
        """Count a guess at the password that goes with a number; return how it is refused."""
        if not self.windows.admit(*windows.guesses(number.subject)):
            return Expected("password_locked")
        bound = self.book.bound.get(number)
        proven = bound is not None and not bound.claimed
        return None if proven and bound.account.password == password else MISMATCH

    def _ticket(self, pick: int) -> Ticket:
        """Pick a ticket: mostly one that is good."""
        good = list(filter(self.is_good, self.tickets))
        among = good if good and pick % 8 else self.tickets
        return among[-1 - pick // 8 % len(among)]

    def is_good(self, ticket: Ticket) -> bool:
        return self._refusal(ticket) is None

    def _refusal(self, ticket: Ticket) -> Expected | None:
        until = ticket.shown.until
        return REJECTED if ticket.used or self.book.now >= until else None

    def _use(self, ticket: Ticket, expected: Expected) -> Expected:
        ticket.used = expected.spends
        return expected

    def _keep_ticket(self, shown: Shown | None, answer) -> None:
        """Keep a ticket for as long as the proofs are good that it stands for."""
        if shown is not None:
            until = shown.until or self.book.now + PROVEN
            shown = attrs.evolve(shown, until=until, afresh=False)
        super()._keep_ticket(shown, answer)
