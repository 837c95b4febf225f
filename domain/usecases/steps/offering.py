"""Turns what a table offers into offers with the tickets that they take."""

from datetime import datetime
from typing import Final, Self

import attrs

from domain.model.account import Account
from domain.model.outcomes import Offer, Offered, Ticket
from domain.model.session import PROOF_LIFE
from domain.model.values import SessionId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.merge_ticket import MergeTicket
from domain.usecases.steps.sides import read_side
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.store import Store
from ports.system import Clock
from ports.writes import Write

_BY_PHONE: Final = frozenset(
    {
        Offer.CONFIRM_BY_SMS,
        Offer.PROVE_OWNERSHIP,
        Offer.PROVE_THEN_MERGE,
        Offer.DECLARE_MINE,
        Offer.CLAIM_NUMBER,
    }
)
_TO_MERGE: Final = frozenset({Offer.MERGE, Offer.CHOOSE_THEN_MERGE})


@attrs.frozen(kw_only=True)
class Offers:
    """What is offered beside an outcome, and what its tickets are to stand for.

    Attributes:
        evidence: what was proven of a number.
        pair: the accounts of a merge.
        proved_at: when the older of their proofs was given, unless that is now.
    """

    offers: tuple[Offer, ...] = ()
    evidence: Evidence | None = None
    pair: tuple[Account, ...] = ()
    proved_at: datetime | None = None

    def as_of(self, draft: Draft) -> Self:
        """Return it with the accounts as the draft leaves them."""
        return attrs.evolve(self, pair=tuple(map(draft.present, self.pair)))


@attrs.frozen(kw_only=True)
class Offering:
    """Issues tickets for offers: one for the number, one for a merge."""

    tickets: Tickets
    store: Store
    clock: Clock

    async def __call__(
        self, offers: Offers, session_id: SessionId | None
    ) -> tuple[tuple[Offered, ...], tuple[Write, ...]]:
        """Return the offers, and what has to be written for their tickets to be good.

        However often it is handed out anew, a ticket ends with the proofs that it stands for. One
        for a merge is good at this session alone.
        """
        phone, of_phone = self._for_phone(offers)
        merge, of_merge = await self._to_merge(offers, session_id)
        offered = tuple(_offered(offer, phone, merge) for offer in offers.offers)
        return offered, (*of_phone, *of_merge)

    def _for_phone(self, offers: Offers) -> tuple[Ticket | None, tuple[Write, ...]]:
        evidence = offers.evidence
        if evidence is None or not _BY_PHONE.intersection(offers.offers):
            return None, ()
        until = evidence.until or self.clock.now() + PROOF_LIFE
        payload = attrs.evolve(evidence, until=until).as_json()
        ticket, write = self.tickets.issue(TicketPurpose.PHONE, payload, expires_at=until)
        return ticket, (write,)

    async def _to_merge(
        self, offers: Offers, session_id: SessionId | None
    ) -> tuple[Ticket | None, tuple[Write, ...]]:
        if not offers.pair or not _TO_MERGE.intersection(offers.offers):
            return None, ()
        now, evidence = self.clock.now(), offers.evidence
        until = (offers.proved_at or now) + PROOF_LIFE
        if evidence is not None and evidence.until is not None:
            until = min(until, evidence.until)
        sides = [await read_side(self.store, account) for account in offers.pair]
        ticket, write = self.tickets.issue(
            TicketPurpose.MERGE,
            MergeTicket.of(sides, at=now, until=until).as_json(),
            expires_at=until,
            bound=str(session_id),
        )
        return ticket, (write,)


def _offered(offer: Offer, phone: Ticket | None, merge: Ticket | None) -> Offered:
    return Offered(offer, phone if offer in _BY_PHONE else merge if offer in _TO_MERGE else None)
