"""What a newcomer from the web has proven so far, while she fetches the rest."""

from datetime import datetime
from typing import Any, Final, Self

import attrs

from domain.model.errors import TicketRejected
from domain.model.identity import Identity, IdentityKind, Proof, ProofMethod
from domain.model.profile import ProfileChanges
from domain.usecases.steps.code_prover import Proven
from domain.usecases.steps.phone_proof import PhoneProof
from ports.writes import Write

_NICKNAME_HINTED: Final = 24


@attrs.frozen(kw_only=True)
class FirstTicket:
    """A WeChat or QQ that opened no account, and perhaps a number.

    Attributes:
        app, provider: where she came from.
        return_to: the id of the return target.
        until: when the ticket ends, and every later one with it.
    """

    app: str
    proven: Proven
    until: datetime
    return_to: str = ""
    phone: PhoneProof | None = None

    @property
    def nickname(self) -> str:
        """What her provider calls her, cut short."""
        return (self.proven.profile.nickname or "")[:_NICKNAME_HINTED]

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        phone = self.phone
        profile = self.proven.profile
        return {
            "app": self.app,
            "return_to": self.return_to,
            "until": self.until.isoformat(),
            "ids": [[one.kind, one.scope, one.subject] for one in self.proven.identities],
            "profile": [profile.nickname, profile.avatar_url],
            "phone": None
            if phone is None
            else [phone.identity.subject, phone.proof.method, phone.proof.proved_at.isoformat()],
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
        )


def _phone(number: str, method: str, at: str) -> PhoneProof:
    return PhoneProof(
        identity=Identity.phone(number),
        proof=Proof(ProofMethod(method), datetime.fromisoformat(at)),
        used_up=TicketRejected,
    )
