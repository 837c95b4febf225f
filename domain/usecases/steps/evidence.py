"""What somebody has proven of a number, and of herself beside it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import attrs

from domain.model.account import Account
from domain.model.errors import TicketRejected
from domain.model.identity import Identity, IdentityKind, Proof, ProofMethod
from domain.model.openid_facts import Facts
from domain.model.phone_errors import PasswordMismatch
from domain.model.phone_facts import OpenidSide, PhoneFacts
from domain.model.session import PROOF_LIFE, SignedIn
from domain.model.values import AccountId, SessionId
from domain.usecases.steps.code_prover import Proven
from domain.usecases.steps.phone_proof import PhoneProof
from ports.store import Store
from ports.writes import Write


@attrs.frozen(kw_only=True)
class Evidence:
    """Who proved which number, with what beside it, until when, and at which session.

    A ticket stands for it while its bearer goes and fetches what is missing.

    Attributes:
        until: when the first ticket of these proofs ends, and every later one with it.
        session_id: the session whose account the number is meant for, if it was bound at one.
        password_of: the account whose password she knows.
        epochs: of the accounts that the bearer had proven; a ban, a reset or a merge raises them.
    """

    phone: PhoneProof
    beside: Proven | None = None
    until: datetime | None = None
    session_id: SessionId | None = None
    password_of: AccountId | None = None
    epochs: Mapping[AccountId, int] = attrs.field(factory=dict)

    @property
    def writes(self) -> tuple[Write, ...]:
        """What to apply with whatever is decided; it uses the proofs up."""
        return (*self.phone.writes, *(() if self.beside is None else self.beside.writes))

    @property
    def proved_at(self) -> datetime:
        """When the oldest of the proofs was given."""
        proved_at = self.phone.proof.proved_at
        return proved_at if self.until is None else min(proved_at, self.until - PROOF_LIFE)

    def confirmed(self, phone: PhoneProof) -> Self:
        """Return it with a better proof of the same number; both are used up together.

        Raises:
            TicketRejected: the proof is of another number.
        """
        if phone.identity != self.phone.identity:
            raise TicketRejected
        writes = (*phone.writes, *self.phone.writes)
        return attrs.evolve(self, phone=attrs.evolve(phone, writes=writes))

    async def read_facts(self, store: Store, now: datetime) -> PhoneFacts:
        """Return what the store knows of all that was proven.

        Raises:
            TicketRejected: every session of the account behind the WeChat has been voided since.
            PasswordMismatch: the number has left the account whose password she knows.
        """
        beside = self.beside
        proven = () if beside is None else beside.identities
        holders = await store.holders((self.phone.identity, *proven), now=now)
        side = None
        if beside is not None:
            side = OpenidSide.decided(Facts.gathered(beside.openid, beside.unionid, holders), now)
            if side.w is not None:
                self._check_epoch(side.w.account)
        facts = PhoneFacts.gathered(self.phone.identity, holders, side)
        if self.password_of is not None and self.password_of != facts.holder_id:
            raise PasswordMismatch
        return facts

    def with_epoch(self, facts: PhoneFacts) -> Self:
        """Return it with the epoch of the account that its WeChat leads to."""
        w = None if facts.beside is None else facts.beside.w
        if w is None:
            return self
        return attrs.evolve(self, epochs={**self.epochs, w.account.id: w.account.epoch})

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
        beside = () if self.beside is None else self.beside.identities
        return {
            "phone": self.phone.identity.subject,
            "method": proof.method,
            "at": proof.proved_at.isoformat(),
            "beside": [[one.kind, one.scope, one.subject] for one in beside],
            "until": None if self.until is None else self.until.isoformat(),
            "session": None if self.session_id is None else str(self.session_id),
            "epochs": {str(id_): epoch for id_, epoch in self.epochs.items()},
        }

    @classmethod
    def of_json(cls, payload: Any, *writes: Write) -> Self:
        """Read a payload; `writes` use the ticket up."""
        proven = [Identity(IdentityKind(kind), *rest) for kind, *rest in payload["beside"]]
        return cls(
            phone=PhoneProof(
                identity=Identity.phone(payload["phone"]),
                proof=Proof(ProofMethod(payload["method"]), datetime.fromisoformat(payload["at"])),
                writes=writes,
                used_up=TicketRejected,
            ),
            beside=Proven(openid=proven[0], unionid=next(iter(proven[1:]), None))
            if proven
            else None,
            until=datetime.fromisoformat(payload["until"]),
            session_id=None if payload["session"] is None else SessionId(UUID(payload["session"])),
            epochs={AccountId(UUID(id_)): epoch for id_, epoch in payload["epochs"].items()},
        )

    def _check_epoch(self, account: Account) -> None:
        # A WeChat that has come to another account meanwhile is not what was proven then.
        if self.epochs and self.epochs.get(account.id) != account.epoch:
            raise TicketRejected
