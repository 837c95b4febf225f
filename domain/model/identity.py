"""Identities: what a way of signing in proves, and how and when it was proven."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

import attrs

from domain.model.errors import InvalidInput
from domain.model.values import AccountId, IdentityId


class IdentityKind(StrEnum):
    """The kinds of identity; each has its own scope and shape of subject."""

    WECHAT_OPENID = "wechat_openid"
    WECHAT_UNIONID = "wechat_unionid"
    PHONE = "phone"


@attrs.frozen
class Place:
    """Where an identity sits on an account: an account has room for one identity a place."""

    kind: IdentityKind
    scope: str


# Every number is in the one realm there is.
PHONE_PLACE: Final = Place(IdentityKind.PHONE, "main")

_WECHAT_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


@attrs.frozen
class Identity:
    """`(kind, scope, subject)`: unique in the store, and the only key a person is found by."""

    kind: IdentityKind
    scope: str
    subject: str = attrs.field(repr=False)

    @property
    def place(self) -> Place:
        return Place(self.kind, self.scope)

    @classmethod
    def wechat_openid(cls, app_id: str, openid: str) -> Self:
        """Return the identity of a person inside one app.

        Raises:
            InvalidInput: the openid is not 1 to 128 characters of `[A-Za-z0-9_-]`.
        """
        return cls(IdentityKind.WECHAT_OPENID, app_id, _wechat_subject("openid", openid))

    @classmethod
    def wechat_unionid(cls, platform: str, unionid: str) -> Self:
        """Return the identity of a person across the apps of one open platform account.

        Raises:
            InvalidInput: the unionid is not 1 to 128 characters of `[A-Za-z0-9_-]`.
        """
        return cls(IdentityKind.WECHAT_UNIONID, platform, _wechat_subject("unionid", unionid))

    @classmethod
    def phone(cls, number: str) -> Self:
        """Return the identity of whoever is reached by this number.

        Raises:
            InvalidInput: the number is not in E.164 (ITU-T E.164: `+`, country code, digits).
        """
        if not _E164.fullmatch(number):
            raise InvalidInput("phone")
        return cls(PHONE_PLACE.kind, PHONE_PLACE.scope, number)


def _wechat_subject(field: str, subject: str) -> str:
    if not _WECHAT_SUBJECT.fullmatch(subject):
        raise InvalidInput(field)
    return subject


class ProofMethod(StrEnum):
    """How an identity was proven.

    `wx_phone_quick` is the button of a WeChat account where the policy wants the number itself
    proven; `claimed` says that nothing ever was.
    """

    WX_CODE = "wx_code"
    WX_PHONE = "wx_phone"
    WX_PHONE_QUICK = "wx_phone_quick"
    SMS = "sms"
    CLAIMED = "claimed"


@attrs.frozen
class Proof:
    """How and when an identity was proven, the last time that this was written down."""

    method: ProofMethod
    proved_at: datetime

    @property
    def is_claim(self) -> bool:
        """Whether nothing was ever proven: it holds nothing and opens nothing."""
        return self.method is ProofMethod.CLAIMED

    @property
    def is_weak(self) -> bool:
        """Whether it says nothing about the SIM, and so keeps no number from going stale."""
        return self.method is ProofMethod.WX_PHONE_QUICK


@attrs.frozen
class BoundIdentity:
    """An identity that signs in to an account.

    A superseded one still signs in, but no longer fills its place: WeChat gave the person a new
    openid in the same app.
    """

    id: IdentityId
    account_id: AccountId
    identity: Identity
    proof: Proof
    superseded: bool = False
