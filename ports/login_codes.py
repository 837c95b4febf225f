"""What a provider's one-time codes prove, whoever carried them here."""

from datetime import datetime
from typing import Protocol

import attrs

from domain.model.app import App
from domain.model.profile import NO_CHANGES, ProfileChanges


@attrs.frozen
class SessionKey:
    """The secret that WeChat shares with us about one person in one app: base64 text.

    `received_at` is when WeChat last gave it to us.
    """

    secret: str = attrs.field(repr=False)
    received_at: datetime


@attrs.frozen
class Exchanged:
    """What a code proved: who it is, and what her provider says of her.

    A missing unionid is normal: the app may not be bound to a platform. Only WeChat's mini
    programs have a session key. `profile` is what the provider shows of her, if it was to be had.
    """

    openid: str = attrs.field(repr=False)
    unionid: str | None = attrs.field(repr=False)
    session_key: SessionKey | None = None
    profile: ProfileChanges = NO_CHANGES


class LoginCodes(Protocol):
    """Codes that an app was given. Calls end within their deadline; secrets stay inside."""

    async def exchange(self, app: App, code: str) -> Exchanged:
        """Spend a one-time code.

        A code is sent at most once, whatever comes back, for it may have been spent.

        Raises:
            CodeRejected: the code is wrong, old, spent, was sent before, or is another app's.
            PersonRefused: the provider blocks this person.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: not the caller's fault.
        """


class WebLogin(Protocol):
    """A provider that signs people in on a page of its own, and sends them back with a code."""

    def authorize_url(self, app: App, *, state: str, redirect_uri: str, language: str) -> str:
        """Return where to send the browser; it comes back to `redirect_uri` with this state.

        The state is letters and digits, at most 128; the language is `zh` or `en`.
        """

    async def exchange(self, app: App, code: str, *, redirect_uri: str) -> Exchanged:
        """Spend the one-time code that a browser brought to `redirect_uri`.

        A code is sent at most once, whatever comes back, for it may have been spent.

        Raises:
            CodeRejected: the code is wrong, old, spent, was sent before, or is another app's.
            PersonRefused: the provider blocks this person.
            PersonUnreal: the provider vouches for a stand-in of the person only.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: not the caller's fault.
        """
