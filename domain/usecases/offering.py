"""Turns what a table offers into offers with the tickets that they take."""

from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

import attrs

from domain.model.account import Account
from domain.model.errors import TicketRejected
from domain.model.identity import Identity, IdentityKind, Proof, ProofMethod
from domain.model.outcomes import Offer, Offered, Ticket
from domain.model.values import AccountId
from domain.usecases.code_prover import Proven
from domain.usecases.phone_proof import PhoneProof
from domain.usecases.tickets import TicketPurpose, Tickets
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
class PhoneTicket:
    """What a ticket for a number says: who proved what, and for which account it was meant."""

    phone: PhoneProof
    wechat: Proven | None = None
    account_id: AccountId | None = None

    def confirmed(self, phone: PhoneProof) -> Self:
        """Return it with a better proof of the same number; both are used up together.

        Raises:
            TicketRejected: the proof is of another number.
        """
        if phone.identity != self.phone.identity:
            raise TicketRejected
        writes = (*phone.writes, *self.phone.writes)
        return attrs.evolve(self, phone=attrs.evolve(phone, writes=writes))

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        proof = self.phone.proof
        wechat = () if self.wechat is None else self.wechat.identities
        return {
            "phone": self.phone.identity.subject,
            "method": proof.method,
            "at": proof.proved_at.isoformat(),
            "weak": self.phone.weak,
            "wechat": [[one.kind, one.scope, one.subject] for one in wechat],
            "account": None if self.account_id is None else str(self.account_id),
        }

    @classmethod
    def of_json(cls, told: Any, *writes: Write) -> Self:
        """Read a payload; `writes` use the ticket up."""
        proven = [Identity(IdentityKind(kind), *rest) for kind, *rest in told["wechat"]]
        return cls(
            phone=PhoneProof(
                identity=Identity.phone(told["phone"]),
                proof=Proof(ProofMethod(told["method"]), datetime.fromisoformat(told["at"])),
                weak=told["weak"],
                writes=writes,
                used_up=TicketRejected,
            ),
            wechat=Proven(openid=proven[0], unionid=next(iter(proven[1:]), None))
            if proven
            else None,
            account_id=None if told["account"] is None else AccountId(UUID(told["account"])),
        )


@attrs.frozen(kw_only=True)
class Offering:
    """Issues tickets for offers: one for the number, one for a merge."""

    tickets: Tickets

    def __call__(
        self, offers: tuple[Offer, ...], told: PhoneTicket, pair: tuple[Account, ...] = ()
    ) -> tuple[tuple[Offered, ...], tuple[Write, ...]]:
        """Return the offers, and what has to be written for their tickets to be good.

        `pair` are the accounts of a merge, as they will be.
        """
        writes: list[Write] = []
        phone = merge = None
        if _BY_PHONE.intersection(offers):
            phone, write = self.tickets.issue(TicketPurpose.PHONE, told.as_json())
            writes.append(write)
        if _TO_MERGE.intersection(offers):
            accounts = [[str(one.id), one.version] for one in pair]
            merge, write = self.tickets.issue(TicketPurpose.MERGE, {"accounts": accounts})
            writes.append(write)
        return tuple(_offered(offer, phone, merge) for offer in offers), tuple(writes)


def _offered(offer: Offer, phone: Ticket | None, merge: Ticket | None) -> Offered:
    if offer in _BY_PHONE:
        return Offered(offer, phone)
    return Offered(offer, merge if offer in _TO_MERGE else None)
