"""Turns what a table offers into offers with the tickets that they take."""

from typing import Final

import attrs

from domain.model.account import Account
from domain.model.outcomes import Offer, Offered, Ticket
from domain.model.session import PROOF_LIFE
from domain.usecases.evidence import Evidence
from domain.usecases.tickets import TicketPurpose, Tickets
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
class Offering:
    """Issues tickets for offers: one for the number, one for a merge."""

    tickets: Tickets
    clock: Clock

    def __call__(
        self, offers: tuple[Offer, ...], evidence: Evidence, pair: tuple[Account, ...] = ()
    ) -> tuple[tuple[Offered, ...], tuple[Write, ...]]:
        """Return the offers, and what has to be written for their tickets to be good.

        `pair` are the accounts of a merge, as they will be. However often it is handed out anew,
        a ticket ends with the proofs that it stands for.
        """
        until = evidence.until or self.clock.now() + PROOF_LIFE
        evidence = attrs.evolve(evidence, until=until)
        writes: list[Write] = []
        phone = merge = None
        if _BY_PHONE.intersection(offers):
            phone, write = self.tickets.issue(
                TicketPurpose.PHONE, evidence.as_json(), expires_at=until
            )
            writes.append(write)
        if _TO_MERGE.intersection(offers):
            accounts = [[str(one.id), one.version] for one in pair]
            merge, write = self.tickets.issue(
                TicketPurpose.MERGE, {"accounts": accounts}, expires_at=until
            )
            writes.append(write)
        return tuple(_offered(offer, phone, merge) for offer in offers), tuple(writes)


def _offered(offer: Offer, phone: Ticket | None, merge: Ticket | None) -> Offered:
    if offer in _BY_PHONE:
        return Offered(offer, phone)
    return Offered(offer, merge if offer in _TO_MERGE else None)
