"""Browsers: which one it is, and the session that it holds in cookies."""

import re
import secrets
from typing import Any, Final

import attrs
from litestar import Request

from adapters.http.cookies import Cookies
from domain.model.errors import NotSignedIn
from domain.model.outcomes import Ended
from domain.model.session import ABSOLUTE_LIFE, SignedIn
from domain.usecases.authenticate import Authenticate
from domain.usecases.refresh_session import RefreshSession
from domain.usecases.steps.session_opener import IssuedTokens
from domain.usecases.steps.web_state import TABS, Browser

AnyRequest = Request[Any, Any, Any]

_YEAR: Final = 365 * 24 * 3600
_BROWSER: Final = re.compile(r"([A-Za-z0-9_-]{43})\.([0-4])")
_KEPT: Final = int(ABSOLUTE_LIFE.total_seconds())


@attrs.frozen
class Browsers:
    """Knows browsers by a secret of their own, and lets their sessions go on.

    The access token lies in one cookie and the refresh token in another; when the first has run
    out, the second renews both.
    """

    cookies: Cookies
    authenticate: Authenticate
    refresh: RefreshSession

    def known(self, request: AnyRequest) -> Browser | None:
        """Return the browser, if we have met it."""
        found = _BROWSER.fullmatch(self.cookies.read(request, "browser"))
        return None if found is None else Browser(key=found[1], tab=int(found[2]))

    def met(self, request: AnyRequest) -> Browser:
        """Return the browser; one that is new gets its secret."""
        known = self.known(request)
        return known or self._keep(Browser(key=secrets.token_urlsafe(32)))

    def next_tab(self, request: AnyRequest) -> Browser:
        """Return the browser with a place for one more sign-in."""
        browser = self.met(request)
        return self._keep(attrs.evolve(browser, tab=(browser.tab + 1) % TABS))

    async def signed_in(self, request: AnyRequest) -> SignedIn:
        """Return the session and account of the browser.

        Raises:
            NotSignedIn: it holds no live session.
        """
        access = self.access_token(request)
        renewal = self.cookies.read(request, "refresh")
        try:
            return await self.authenticate(access)
        except NotSignedIn as ended:
            if ended.reason is not Ended.ACCESS_EXPIRED or not renewal:
                raise
        return await self._renewed(renewal)

    async def signed_in_or_none(self, request: AnyRequest) -> SignedIn | None:
        """Return the session and account of the browser, if it holds a live session."""
        try:
            return await self.signed_in(request)
        except NotSignedIn:
            return None

    def access_token(self, request: AnyRequest) -> str:
        """Return the token of the session that the browser holds, if it holds any."""
        return self.cookies.read(request, "session")

    def keep(self, tokens: IssuedTokens) -> None:
        """Give the browser a session's tokens, in the place of any others."""
        self.cookies.set("session", tokens.access_token, seconds=_KEPT)
        self.cookies.set("refresh", tokens.refresh_token, seconds=_KEPT)

    def forget(self) -> None:
        """Take the session from the browser."""
        self.cookies.drop("session", "refresh", "ticket")

    async def _renewed(self, renewal: str) -> SignedIn:
        refreshed = await self.refresh(renewal)
        self.keep(refreshed.tokens)
        return await self.authenticate(refreshed.tokens.access_token)

    def _keep(self, browser: Browser) -> Browser:
        self.cookies.set("browser", f"{browser.key}.{browser.tab}", seconds=_YEAR)
        return browser
