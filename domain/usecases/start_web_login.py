"""A browser is sent to a provider's page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import AppKind, Apps
from domain.model.identity import Provider
from domain.model.limits import Limit, network_of
from domain.model.phone_errors import SignInsLimited
from domain.model.values import Client
from domain.usecases.steps.limiter import Limiter
from domain.usecases.steps.web_state import Browser, WebState, WebStates
from ports.login_codes import WebLogin

PagesOf = Mapping[tuple[Provider, AppKind], WebLogin]
"""Whose pages sign in the people of which apps."""

# Each writes a row, and anybody may begin.
BEGUN: Final = Limit("web_sign_ins", 600, timedelta(minutes=10))


@attrs.frozen(kw_only=True)
class StartWebLogin:
    """Remember what a browser goes for, and tell where to send it."""

    apps: Apps
    pages: PagesOf
    states: WebStates
    limiter: Limiter

    async def __call__(
        self,
        state: WebState,
        *,
        browser: Browser,
        redirect_uri: str,
        language: str,
        client: Client,
    ) -> str:
        """Return the address of the provider's page, which sends back to `redirect_uri`.

        Raises:
            UnknownApp: no app of this alias has a page at this provider.
            SignInsLimited: too many were begun from this network.
            StoreUnavailable, TryAgain: nothing is remembered.
        """
        app = self.apps.of_pages(state.provider, state.app)
        token, remember = self.states.issue(browser, state)
        counted = [(BEGUN, network_of(client.address))]
        await self.limiter.count(counted, beside=(remember,), refusal=SignInsLimited)
        page = self.pages[app.provider, app.kind]
        return page.authorize_url(app, state=token, redirect_uri=redirect_uri, language=language)
