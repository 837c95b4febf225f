"""WeChat's side of a mini program."""

from typing import Protocol

import attrs

from domain.model.app import App
from domain.model.profile import ProfileChanges
from ports.login_codes import LoginCodes, SessionKey


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


class MiniProgram(LoginCodes, Protocol):
    """WeChat's side; the codes that it exchanges have a session key."""

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
