"""A newcomer who named her number is asked for more."""

from typing import Final, NoReturn

import attrs

from domain.model.decision import Decision
from domain.model.outcomes import Offer, Offered
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.first_ticket import FirstTicket
from domain.usecases.steps.offering import Offering, Offers
from domain.usecases.steps.sign_in import refusal
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.store import Store
from ports.writes import Write

_TAKES_THE_TICKET: Final = (
    Offer.ENTER_PASSWORD,
    Offer.LOG_IN_WITHOUT_LINKING,
    Offer.REPLACE_IDENTITY,
)


@attrs.frozen(kw_only=True)
class FirstRefusal:
    """Refuses, and lets what is proven stay proven for whatever is offered."""

    tickets: Tickets
    offering: Offering
    store: Store

    async def __call__(
        self, draft: Draft, decision: Decision, first: FirstTicket, browser: str
    ) -> NoReturn:
        """Refuse; `first` is what the next ticket stands for, in the same browser.

        Raises:
            AccountSuspended, AccountClosing, Undecided: once it is stored.
            WriteConflict: somebody was faster; nothing is stored.
        """
        offered, writes = await self._offered(decision, first, browser)
        draft.add(*writes)
        await self.store.apply(draft.batch())
        raise refusal(decision.outcome, offered)

    async def _offered(
        self, decision: Decision, first: FirstTicket, browser: str
    ) -> tuple[tuple[Offered, ...], tuple[Write, ...]]:
        evidence = None
        if first.phone is not None:
            evidence = Evidence(phone=first.phone, beside=first.proven, until=first.until)
        offers = Offers(offers=decision.offers, evidence=evidence)
        offered, writes = await self.offering(offers, None)
        if not set(_TAKES_THE_TICKET).intersection(decision.offers):
            return offered, writes
        ticket, remember = self.tickets.issue(
            TicketPurpose.FIRST, first.as_json(), expires_at=first.until, bound=browser
        )
        with_ticket = (
            Offered(one.offer, ticket) if one.offer in _TAKES_THE_TICKET else one
            for one in offered
        )
        return tuple(with_ticket), (*writes, remember)
