"""A browser in a household: it goes to providers' pages, comes back, and fills a page in."""

import secrets
from typing import Any

import attrs

from domain.model.app import App
from domain.model.outcomes import Ticket
from domain.model.profile import NO_CHANGES, ProfileChanges
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.finish_web_login import Answer, Finished
from domain.usecases.first_sign_in import Filled
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.web_state import TABS, Browser, Intent, WebState
from tests.builders import an_openid
from tests.unit.household import QQ, Household
from tests.unit.telephone import HERE, Telephone


def a_browser() -> Browser:
    return Browser(key=secrets.token_urlsafe(32))


def callback(app: App) -> str:
    """Return where an app's provider sends browsers back to."""
    return f"https://guiyi.example/v1/{app.provider}/{app.alias}/callback"


@attrs.define
class Surfer:
    """Somebody at a browser of her own.

    Attributes:
        caller: whoever is signed in at it.
    """

    house: Household
    browser: Browser = attrs.field(factory=a_browser)
    caller: SignedIn | None = None

    async def leave(
        self, app: App = QQ, intent: Intent = Intent.LOG_IN, *, return_to: str = ""
    ) -> str:
        """Go to an app's page for something; return the state that goes along."""
        self.browser = attrs.evolve(self.browser, tab=(self.browser.tab + 1) % TABS)
        at_session = intent is not Intent.LOG_IN and self.caller is not None
        state = WebState(
            provider=app.provider,
            app=app.alias,
            intent=intent,
            return_to=return_to,
            session_id=self.caller.session.id if at_session else None,
        )
        url = await self.house.use_cases.web.start(
            state,
            browser=self.browser,
            redirect_uri=callback(app),
            language="zh",
            client=HERE,
        )
        return url.partition("state=")[2].partition("&")[0]

    async def come_back(self, token: str, code: str | None, *, app: App = QQ) -> Finished:
        """Bring the state and a code to an app's callback."""
        finish = self.house.use_cases.web.finish
        state = await finish.redeem(app.provider, app.alias, browser=self.browser, token=token)
        answer = Answer(code=code, redirect_uri=callback(app))
        return await finish(state, answer, browser=self.browser, client=HERE, caller=self.caller)

    def agree(
        self,
        openid: str | None = None,
        unionid: str | None = None,
        *,
        app: App = QQ,
        profile: ProfileChanges = NO_CHANGES,
    ) -> str:
        """Say yes on an app's page; return the code."""
        web, uri = self.house.web, callback(app)
        return web.agree(
            openid or an_openid(), unionid, app=app, redirect_uri=uri, profile=profile
        )

    async def by(
        self,
        openid: str,
        unionid: str | None = None,
        *,
        app: App = QQ,
        intent: Intent = Intent.LOG_IN,
        **about: Any,
    ) -> Finished:
        """Go, say yes and come back."""
        token = await self.leave(app, intent)
        return await self.come_back(token, self.agree(openid, unionid, app=app, **about), app=app)

    async def ticket(self, openid: str, unionid: str | None = None, **about: Any) -> str:
        """Come as a newcomer; return the ticket for the page that asks for a number."""
        finished = await self.by(openid, unionid, **about)
        assert isinstance(finished, Ticket)
        return finished.token

    async def fill_in(self, ticket: str, phone: Telephone | None = None, **filled: Any) -> SignIn:
        """Send that page, with the code that came to the number, if it asks for one."""
        if phone is not None:
            filled["sent"] = await phone.text(CodePurpose.BIND)
        first = self.house.use_cases.web.first
        return await first(ticket, Filled(**filled), browser=self.browser.key, client=HERE)

    async def sign_in(self, openid: str, phone: Telephone, **filled: Any) -> SignIn:
        """Sign in for the first time, and sit down there."""
        sign_in = await self.fill_in(await self.ticket(openid), phone, **filled)
        self.caller = await self.house.caller(sign_in)
        return sign_in
