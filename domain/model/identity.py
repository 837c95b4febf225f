"""Identities: what a way of signing in proves, and how and when it was proven."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

import attrs

from domain.model.errors import InvalidInput
from domain.model.values import AccountId, IdentityId


class Provider(StrEnum):
    """Whose people sign in by an id that only their apps know."""

    WECHAT = "wechat"
    QQ = "qq"


class Role(StrEnum):
    """What an identity is to the decision tables, whoever its provider is."""

    OPENID = "openid"
    UNIONID = "unionid"
    PHONE = "phone"


class IdentityKind(StrEnum):
    """The kinds of identity; each has its own scope and shape of subject."""

    WECHAT_OPENID = "wechat_openid"
    WECHAT_UNIONID = "wechat_unionid"
    QQ_OPENID = "qq_openid"
    QQ_UNIONID = "qq_unionid"
    PHONE = "phone"

    @classmethod
    def of(cls, provider: Provider, role: Role) -> Self:
        """Return the kind that a provider's openid or unionid is of."""
        return cls(f"{provider}_{role}")

    @property
    def role(self) -> Role:
        return Role(self.rpartition("_")[2])

    @property
    def provider(self) -> Provider | None:
        """The provider; a number has none."""
        return None if self is IdentityKind.PHONE else Provider(self.partition("_")[0])


@attrs.frozen
class Place:
    """Where an identity sits on an account: an account has room for one identity a place."""

    kind: IdentityKind
    scope: str


# Every number is in the one realm there is.
PHONE_PLACE: Final = Place(IdentityKind.PHONE, "main")

_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")
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
    def openid(cls, provider: Provider, app_id: str, openid: str) -> Self:
        """Return the identity of a person inside one app.

        Raises:
            InvalidInput: the openid is not 1 to 128 characters of `[A-Za-z0-9_-]`.
        """
        return cls(IdentityKind.of(provider, Role.OPENID), app_id, _subject("openid", openid))

    @classmethod
    def unionid(cls, provider: Provider, platform: str, unionid: str) -> Self:
        """Return the identity of a person across the apps of one platform of the provider's.

        Raises:
            InvalidInput: the unionid is not 1 to 128 characters of `[A-Za-z0-9_-]`.
        """
        return cls(IdentityKind.of(provider, Role.UNIONID), platform, _subject("unionid", unionid))

    @classmethod
    def phone(cls, number: str) -> Self:
        """Return the identity of whoever is reached by this number.

        Raises:
            InvalidInput: the number is not in E.164 (ITU-T E.164: `+`, country code, digits).
        """
        if not _E164.fullmatch(number):
            raise InvalidInput("phone")
        return cls(PHONE_PLACE.kind, PHONE_PLACE.scope, number)


def _subject(field: str, subject: str) -> str:
    if not _SUBJECT.fullmatch(subject):
        raise InvalidInput(field)
    return subject


class ProofMethod(StrEnum):
    """How an identity was proven.

    `wx_code` and `qq_code` are codes that the provider gave to an app, a page or a browser;
    `wx_phone_quick` is the button of a WeChat account where the policy wants the number itself
    proven; `claimed` says that nothing ever was.
    """

    WX_CODE = "wx_code"
    QQ_CODE = "qq_code"
    WX_PHONE = "wx_phone"
    WX_PHONE_QUICK = "wx_phone_quick"
    SMS = "sms"
    CLAIMED = "claimed"


@attrs.frozen
class Proof:
    """How and when an identity was proven, the last time that this was written down."""

    method: ProofMethod
    proved_at: datetime

    @classmethod
    def by_code(cls, kind: IdentityKind, at: datetime) -> Self:
        """Return the proof of an openid or unionid that came with a code of its provider's."""
        is_qq = kind.provider is Provider.QQ
        return cls(ProofMethod.QQ_CODE if is_qq else ProofMethod.WX_CODE, at)

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
