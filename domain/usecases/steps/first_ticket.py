"""What a newcomer from the web has proven so far, while she fetches the rest."""

import hashlib
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

import attrs

from domain.model.errors import TicketRejected
from domain.model.identity import Identity, IdentityKind, Proof, ProofMethod
from domain.model.profile import ProfileChanges
from domain.model.values import AccountId
from domain.usecases.steps.code_prover import Proven
from domain.usecases.steps.phone_proof import PhoneProof
from ports.writes import Write

_NICKNAME_HINTED: Final = 24


@attrs.frozen
class KnownPassword:
    """Whose password she knew; that is worth something for as long as it is not changed."""

    account_id: AccountId
    digest: str = attrs.field(repr=False)

    @classmethod
    def of(cls, account_id: AccountId, hashed: str) -> Self:
        return cls(account_id, hashlib.sha256(hashed.encode()).hexdigest())


@attrs.frozen(kw_only=True)
class FirstTicket:
    """A WeChat or QQ that opened no account, and perhaps a number and its account's password.

    Attributes:
        app: where she came from.
        return_to: the id of the return target.
        until: when the ticket ends, and every later one with it.
    """

    app: str
    proven: Proven
    until: datetime
    return_to: str = ""
    phone: PhoneProof | None = None
    password: KnownPassword | None = None

    @property
    def nickname(self) -> str:
        """What her provider calls her, cut short."""
        return (self.proven.profile.nickname or "")[:_NICKNAME_HINTED]

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        phone, password, profile = self.phone, self.password, self.proven.profile
        return {
            "app": self.app,
            "return_to": self.return_to,
            "until": self.until.isoformat(),
            "ids": [[one.kind, one.scope, one.subject] for one in self.proven.identities],
            "profile": [profile.nickname, profile.avatar_url],
            "phone": None
            if phone is None
            else [phone.identity.subject, phone.proof.method, phone.proof.proved_at.isoformat()],
            "password": None if password is None else [str(password.account_id), password.digest],
        }

    @classmethod
    def of_json(cls, payload: Any, *writes: Write) -> Self:
        """Read a payload; `writes` use the ticket up."""
        ids = [Identity(IdentityKind(kind), *rest) for kind, *rest in payload["ids"]]
        return cls(
            app=payload["app"],
            return_to=payload["return_to"],
            until=datetime.fromisoformat(payload["until"]),
            proven=Proven(
                openid=ids[0],
                unionid=next(iter(ids[1:]), None),
                profile=ProfileChanges(*payload["profile"]),
                writes=writes,
            ),
            phone=None if payload["phone"] is None else _phone(*payload["phone"]),
            password=None if payload["password"] is None else _password(*payload["password"]),
        )


def _phone(number: str, method: str, at: str) -> PhoneProof:
    return PhoneProof(
        identity=Identity.phone(number),
        proof=Proof(ProofMethod(method), datetime.fromisoformat(at)),
        used_up=TicketRejected,
    )


def _password(account_id: str, digest: str) -> KnownPassword:
    return KnownPassword(AccountId(UUID(account_id)), digest)
