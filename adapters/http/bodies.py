"""What goes over the wire: bodies in, unknown fields refused; bodies out, built field by field."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from domain.model.session import Session, SignedIn
from domain.model.values import masked
from domain.usecases.logout import Scope
from domain.usecases.refresh_session import Refreshed
from domain.usecases.steps.session_opener import IssuedTokens
from ports.mini_program import ProfileData

# Patterns are read by Python and, in the OpenAPI description, by others: `$` means the end to all
# of them, but Python takes it for the place before a last line feed, too.
Code = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=512,
        pattern=r"^[!-~]+$(?!\n)",
        description="The code that `wx.login` or `qq.login` gave; it works once, in 5 minutes.",
        examples=["0a3Xk1Ga1Zx9AH0Hk2Ha1mJp7k2Xk1Gz"],
    ),
]
Nonce = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=128,
        pattern=r"^[A-Za-z0-9_-]+$(?!\n)",
        description="Chosen afresh by the client for each sign-in: whoever sends the same code "
        "with the same nonce within 60 seconds, because the answer was lost, is let in again.",
        examples=["c7f1c0de5a1e4f0b"],
    ),
]
Sealed = Annotated[str, Meta(max_length=12_288)]
Signed = Annotated[str, Meta(max_length=8_192)]
Short = Annotated[str, Meta(max_length=128)]
Token = Annotated[str, Meta(min_length=1, max_length=512)]
AppAlias = Annotated[
    str, Meta(min_length=1, max_length=64, description="The app's alias in the configuration.")
]
StartAfresh = Annotated[
    bool,
    Meta(description="Open a new account, after `identity_quarantined` told that there was one."),
]
Moment = Annotated[datetime, Meta(tz=True)]


class In(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that says nothing but what it means."""


class Out(msgspec.Struct, frozen=True):
    """A body we send."""


class ProfileIn(In, frozen=True):
    """Profile data as `wx.getUserInfo` and its kin hand it to the mini program."""

    raw_data: Signed | None = None
    signature: Short | None = None
    encrypted_data: Sealed | None = None
    iv: Short | None = None

    def data(self) -> ProfileData:
        return ProfileData(
            raw_data=self.raw_data,
            signature=self.signature,
            encrypted_data=self.encrypted_data,
            iv=self.iv,
        )


class LoginIn(In, frozen=True):
    """Sign in by a mini program's login code."""

    code: Code
    nonce: Nonce | None = None
    profile: ProfileIn | None = None
    start_afresh: StartAfresh = False


class QqLoginIn(In, frozen=True):
    """Sign in by a QQ mini program's login code."""

    code: Code
    nonce: Nonce | None = None
    start_afresh: StartAfresh = False


class WeChatProfileIn(ProfileIn, frozen=True, kw_only=True):
    """Take over profile data of the caller that WeChat signed or sealed."""

    app: AppAlias


class ProfileChangesIn(In, frozen=True):
    """Change what is named; what is left out stays."""

    nickname: Annotated[str, Meta(max_length=256, examples=["小林"])] | UnsetType = UNSET
    avatar_url: (
        Annotated[str, Meta(max_length=1024, examples=["https://example.com/me.png"])] | UnsetType
    ) = UNSET


class RefreshIn(In, frozen=True):
    """Go on with a session."""

    refresh_token: Token


class LogoutIn(In, frozen=True):
    """Which of the account's sessions to end."""

    scope: Scope = Scope.THIS


class ProfileOut(Out, frozen=True):
    """What a person shows of herself."""

    nickname: str
    avatar_url: str


class AccountOut(Out, frozen=True):
    """The caller's own account."""

    id: UUID
    status: str
    phone: Annotated[str | None, Meta(description="All but the middle of the number.")]
    profile: ProfileOut
    registered_at: Moment
    last_login_at: Moment

    @classmethod
    def of(cls, signed_in: SignedIn) -> Self:
        account = signed_in.account
        return cls(
            id=account.id,
            status=account.status,
            phone=None if signed_in.phone is None else masked(signed_in.phone),
            profile=ProfileOut(account.profile.nickname, account.profile.avatar_url),
            registered_at=account.registered_at,
            last_login_at=signed_in.last_login_at,
        )


class SessionOut(Out, frozen=True):
    """A session's tokens: send the access token as `Authorization: Bearer …`."""

    id: UUID
    access_token: str
    expires_at: Moment
    refresh_token: str
    refresh_expires_at: Moment

    @classmethod
    def of(cls, session: Session, tokens: IssuedTokens) -> Self:
        return cls(
            id=session.id,
            access_token=tokens.access_token,
            expires_at=tokens.access_expires_at,
            refresh_token=tokens.refresh_token,
            refresh_expires_at=tokens.refresh_expires_at,
        )


class RefreshedOut(Out, frozen=True):
    """The same session with its next tokens."""

    session: SessionOut

    @classmethod
    def of(cls, refreshed: Refreshed) -> Self:
        return cls(SessionOut.of(refreshed.session, refreshed.tokens))


class DeviceOut(Out, frozen=True):
    """One place where the account is signed in."""

    id: UUID
    app: str
    created_at: Moment
    expires_at: Moment
    address: str
    device: str
    current: bool

    @classmethod
    def of(cls, session: Session, *, current: bool) -> Self:
        return cls(
            id=session.id,
            app=session.app,
            created_at=session.created_at,
            expires_at=session.expires_at,
            address=session.client.address,
            device=session.client.device,
            current=current,
        )


class DevicesOut(Out, frozen=True):
    """Everywhere the account is signed in, newest first."""

    sessions: list[DeviceOut]
