"""Turns what a table offers into offers with the tickets that they take."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

import attrs

from domain.model.account import Account
from domain.model.errors import TicketRejected
from domain.model.identity import Identity, IdentityKind, Proof, ProofMethod
from domain.model.outcomes import Offer, Offered, Ticket
from domain.model.session import PROOF_LIFE, SignedIn
from domain.model.values import AccountId, SessionId
from domain.usecases.code_prover import Proven
from domain.usecases.phone_proof import PhoneProof
from domain.usecases.tickets import TicketPurpose, Tickets
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
class PhoneTicket:
    """What a ticket for a number says: who proved what, until when, and at which session.

    Attributes:
        until: when the first ticket of these proofs ends, and every later one with it.
        session_id: the session whose account the number is meant for, if it was bound at one.
        epochs: of the accounts that the bearer had proven; a ban, a reset or a merge raises them.
    """

    phone: PhoneProof
    wechat: Proven | None = None
    until: datetime | None = None
    session_id: SessionId | None = None
    epochs: Mapping[AccountId, int] = attrs.field(factory=dict)

    def confirmed(self, phone: PhoneProof) -> Self:
        """Return it with a better proof of the same number; both are used up together.

        Raises:
            TicketRejected: the proof is of another number.
        """
        if phone.identity != self.phone.identity:
            raise TicketRejected
        writes = (*phone.writes, *self.phone.writes)
        return attrs.evolve(self, phone=attrs.evolve(phone, writes=writes))

    def check_epoch(self, account: Account) -> None:
        """Look whether the account is as it was when the bearer proved it.

        Raises:
            TicketRejected: every session of it has been voided since.
        """
        if self.epochs.get(account.id, account.epoch) != account.epoch:
            raise TicketRejected

    async def meant_for(self, store: Store, now: datetime) -> SignedIn | None:
        """Return the session that the number is meant for, if there is one.

        Raises:
            TicketRejected: it has ended since.
        """
        if self.session_id is None:
            return None
        signed_in = await store.signed_in(self.session_id)
        if signed_in is None or signed_in.ended(now) is not None:
            raise TicketRejected
        return signed_in

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        proof = self.phone.proof
        wechat = () if self.wechat is None else self.wechat.identities
        return {
            "phone": self.phone.identity.subject,
            "method": proof.method,
            "at": proof.proved_at.isoformat(),
            "wechat": [[one.kind, one.scope, one.subject] for one in wechat],
            "until": None if self.until is None else self.until.isoformat(),
            "session": None if self.session_id is None else str(self.session_id),
            "epochs": {str(id_): epoch for id_, epoch in self.epochs.items()},
        }

    @classmethod
    def of_json(cls, told: Any, *writes: Write) -> Self:
        """Read a payload; `writes` use the ticket up."""
        proven = [Identity(IdentityKind(kind), *rest) for kind, *rest in told["wechat"]]
        return cls(
            phone=PhoneProof(
                identity=Identity.phone(told["phone"]),
                proof=Proof(ProofMethod(told["method"]), datetime.fromisoformat(told["at"])),
                writes=writes,
                used_up=TicketRejected,
            ),
            wechat=Proven(openid=proven[0], unionid=next(iter(proven[1:]), None))
            if proven
            else None,
            until=datetime.fromisoformat(told["until"]),
            session_id=None if told["session"] is None else SessionId(UUID(told["session"])),
            epochs={AccountId(UUID(id_)): epoch for id_, epoch in told["epochs"].items()},
        )


@attrs.frozen(kw_only=True)
class Offering:
    """Issues tickets for offers: one for the number, one for a merge."""

    tickets: Tickets
    clock: Clock

    def __call__(
        self, offers: tuple[Offer, ...], told: PhoneTicket, pair: tuple[Account, ...] = ()
    ) -> tuple[tuple[Offered, ...], tuple[Write, ...]]:
        """Return the offers, and what has to be written for their tickets to be good.

        `pair` are the accounts of a merge, as they will be. However often it is handed out anew,
        a ticket ends with the proofs that it stands for.
        """
        until = told.until or self.clock.now() + PROOF_LIFE
        told = attrs.evolve(told, until=until)
        writes: list[Write] = []
        phone = merge = None
        if _BY_PHONE.intersection(offers):
            phone, write = self.tickets.issue(
                TicketPurpose.PHONE, told.as_json(), expires_at=until
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
