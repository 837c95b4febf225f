"""To a provider's page and back."""

from collections.abc import Mapping
from typing import Final

import attrs
from litestar import Request, get
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import Entering
from adapters.http.pages.routes import posted
from adapters.http.targets import ACCOUNT
from domain.model.errors import (
    DomainError,
    InvalidInput,
    ProviderDenied,
    StateRejected,
    Undecided,
    UnknownApp,
)
from domain.model.identity import Provider
from domain.model.outcomes import Outcome, Ticket
from domain.usecases.bind_openid import Bound
from domain.usecases.finish_web_login import Answer
from domain.usecases.groups.web import WebUseCases
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.web_state import Browser, Intent, WebState

_CODE_LONGEST: Final = 512


@attrs.frozen(kw_only=True)
class ProviderPages:
    """Sends browsers to providers' pages, and takes them back at addresses of their own.

    Each app has a callback of its own, so that no provider's answer is taken for another's
    (RFC 9700 section 4.4.2.2).
    """

    desk: Desk
    web: WebUseCases
    enter: Entering
    public_url: str

    async def send(self, request: AnyRequest, state: WebState) -> Page:
        """Send the browser to the page of the state's app."""
        url = await self.web.start(
            state,
            browser=self.desk.browsers.next_tab(request),
            redirect_uri=self.callback(state.provider, state.app),
            language=self.desk.language(request),
            client=self.desk.client(request),
        )
        return self.desk.go(url)

    async def take_back(self, request: AnyRequest, provider: Provider, app: str) -> Page:
        """Take the browser back, and do what it was sent for."""
        browser = self.desk.browsers.known(request)
        state = await self.web.finish.redeem(
            provider, app, browser=browser, token=_one(request, "state") or ""
        )
        if browser is None:
            raise StateRejected
        try:
            return await self._finish(request, state, browser)
        except DomainError as error:
            return self._trouble(request, state, error)

    def callback(self, provider: Provider, app: str) -> str:
        """Return the address that a provider sends browsers back to."""
        return f"{self.public_url}/v1/{provider}/{app}/callback"

    async def _finish(self, request: AnyRequest, state: WebState, browser: Browser) -> Page:
        answer = Answer(
            code=_one(request, "code"), redirect_uri=self.callback(state.provider, state.app)
        )
        finished = await self.web.finish(
            state,
            answer,
            browser=browser,
            client=self.desk.client(request),
            caller=await self.desk.browsers.signed_in_or_none(request),
        )
        match finished:
            case SignIn():
                return await self.enter(request, finished, state.return_to)
            case Ticket(token=token):
                self.enter.keep_ticket(token)
                return self.desk.go("/bind")
            case Bound():
                return self.desk.go("/account", done="bound")
        return self.desk.go(self.desk.targets.url(state.return_to))

    def _trouble(self, request: AnyRequest, state: WebState, error: DomainError) -> Page:
        """Tell what went wrong, and how to go on from there."""
        if isinstance(error, Undecided) and error.outcome is Outcome.STEP_UP_REQUIRED:
            return self.desk.go("/step-up", next=state.return_to)
        merge = self.enter.merge_instead(error)
        return merge or self.desk.trouble(request, error, self._ways_on(request, state, error))

    def _ways_on(
        self, request: AnyRequest, state: WebState, error: DomainError
    ) -> list[Mapping[str, object]]:
        if state.intent is not Intent.LOG_IN:
            return [self.desk.action(request, "go_to_account", "/account", primary=True)]
        again = f"/v1/{state.provider}/{state.app}/authorize"
        target = f"?return_to={state.return_to}" if state.return_to else ""
        denied = isinstance(error, ProviderDenied)
        return [
            self.desk.action(request, "try_again", again + target, primary=denied),
            self.desk.action(request, "other_way", f"/sign-in{target}", primary=not denied),
        ]

    async def bind(self, request: AnyRequest) -> Page:
        """Send the caller's browser for a WeChat or QQ that is to be bound to her account."""
        caller, form = await self.desk.form_of_caller(request)
        state = WebState(
            provider=_provider(form["provider"]),
            app=form["app"],
            intent=Intent.BIND,
            return_to=ACCOUNT,
            session_id=caller.session.id,
            replace=form.says("replace", "yes"),
        )
        return await self.send(request, state)

    async def step_up(self, request: AnyRequest) -> Page:
        """Send the caller's browser for a fresh proof of her WeChat or QQ."""
        caller, form = await self.desk.form_of_caller(request)
        state = WebState(
            provider=_provider(form["provider"]),
            app=form["app"],
            intent=Intent.STEP_UP,
            return_to=self.desk.targets.check(form["next"]),
            session_id=caller.session.id,
        )
        return await self.send(request, state)


def provider_routes(pages: ProviderPages) -> list[HTTPRouteHandler]:
    """Return the routes to the providers' pages and back."""
    both_ways = [route for one in Provider for route in _routes_of(pages, one)]
    return [
        *both_ways,
        posted("/account/bind", pages.bind),
        posted("/step-up/provider", pages.step_up),
    ]


def _routes_of(pages: ProviderPages, provider: Provider) -> list[HTTPRouteHandler]:
    targets = pages.desk.targets

    @get(
        f"/v1/{provider}/{{app:str}}/authorize",
        include_in_schema=False,
    )
    async def go(request: Request[None, None, State], app: FromPath[str]) -> Page:
        """Send a browser to the page on which the provider signs people in."""
        return_to = targets.check(request.query_params.get("return_to", ""))
        state = WebState(provider=provider, app=app, return_to=return_to)
        return await pages.send(request, state)

    @get(
        f"/v1/{provider}/{{app:str}}/callback",
        include_in_schema=False,
    )
    async def come_back(request: Request[None, None, State], app: FromPath[str]) -> Page:
        """Take a browser back from the provider's page: into its account, or to the bind page."""
        return await pages.take_back(request, provider, app)

    return [go, come_back]


def _provider(name: str) -> Provider:
    try:
        return Provider(name)
    except ValueError:
        raise UnknownApp from None


def _one(request: AnyRequest, name: str) -> str | None:
    """Return a parameter of the query that may be there once.

    Raises:
        StateRejected: it is there twice.
        InvalidInput: it is too long.
    """
    values = request.query_params.getall(name, [])
    if len(values) > 1:
        raise StateRejected
    if values and len(values[0]) > _CODE_LONGEST:
        raise InvalidInput(name)
    return values[0] or None if values else None
