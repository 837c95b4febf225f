"""The vendor's side of a mini program."""

from datetime import datetime
from typing import Protocol

import attrs

from domain.model.app import App
from domain.model.profile import ProfileChanges


@attrs.frozen
class SessionKey:
    """The secret that WeChat shares with us about one person in one app: base64 text.

    `received_at` is when WeChat last gave it to us.
    """

    secret: str = attrs.field(repr=False)
    received_at: datetime


@attrs.frozen
class Exchanged:
    """What a login code proved: who it is, and the key for her profile data.

    A missing unionid is normal: the app may not be bound to an open platform account.
    """

    openid: str = attrs.field(repr=False)
    unionid: str | None = attrs.field(repr=False)
    session_key: SessionKey


@attrs.frozen(kw_only=True)
class ProfileData:
    """Profile data as the mini program received it; either half may be missing.

    `raw_data` and `signature` are the signed half, `encrypted_data` and `iv` the sealed one.
    """

    raw_data: str | None = attrs.field(default=None, repr=False)
    signature: str | None = attrs.field(default=None, repr=False)
    encrypted_data: str | None = attrs.field(default=None, repr=False)
    iv: str | None = attrs.field(default=None, repr=False)


@attrs.frozen
class SealedPhone:
    """A number as the old phone button handed it to the mini program."""

    encrypted_data: str = attrs.field(repr=False)
    iv: str = attrs.field(repr=False)


class MiniProgram(Protocol):
    """Calls end within their deadline; secrets stay inside."""

    async def exchange(self, app: App, code: str) -> Exchanged:
        """Spend a one-time login code.

        A code is sent at most once, whatever comes back, for it may have been spent.

        Raises:
            CodeRejected: the code is wrong, old, spent, or was sent before.
            PersonRefused: the vendor blocks this person.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: not the caller's fault.
        """

    async def vouches_for(self, app: App, openid: str, key: SessionKey) -> bool:
        """Ask whether this is still the person's session key.

        Raises:
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: no answer to be had.
        """

    def open_profile(
        self, app: App, openid: str, data: ProfileData, key: SessionKey
    ) -> ProfileChanges:
        """Check the signature and open the sealed half, whichever are there.

        Raises:
            ProfileNotOpened: for every cause alike: wrong key, wrong app, wrong person, too old,
                malformed, or nothing given.
        """

    async def redeem_phone(self, app: App, code: str, *, openid: str | None) -> str:
        """Spend a one-time code of the phone button; return the number in E.164.

        With an openid WeChat is asked to refuse a code that another person pressed. A code is
        sent again only where WeChat refused our access token before looking at it.

        Raises:
            CodeRejected: the code is wrong, old, spent, of another person, or was sent before.
            PersonRefused: the vendor blocks this person.
            InvalidInput: of the field `phone_code`: the number is of a country not served.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: not the caller's fault.
        """

    async def open_phone(self, app: App, sealed: SealedPhone, key: SessionKey) -> str:
        """Open a sealed number that WeChat vouches to have sealed itself; return it in E.164.

        Raises:
            PhoneNotOpened: for every cause alike: not vouched for, wrong key, wrong app, too old,
                malformed, of a country not served.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: no answer to be had.
        """
