"""All pages together, as one part of the application."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
from litestar import Router
from litestar.exceptions import HTTPException

from adapters.http.csrf import CrossSite
from adapters.http.pages.account import AccountPage
from adapters.http.pages.account_forms import AccountForms
from adapters.http.pages.assets_route import asset_routes
from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import Entering
from adapters.http.pages.first import BindForms, BindPage
from adapters.http.pages.merging import MergeForms, MergePage
from adapters.http.pages.provider import ProviderPages, provider_routes
from adapters.http.pages.security import SecurityPages
from adapters.http.pages.security_forms import SecurityForms
from adapters.http.pages.sign_in import SignInForms, SignInPage
from adapters.http.problems import on_http_error, on_unexpected_error
from domain.model.app import App
from domain.model.errors import DomainError, NotSignedIn, Undecided
from domain.model.outcomes import Outcome
from domain.usecases.use_cases import UseCases

_HTML: Final = "text/html"


@attrs.frozen(kw_only=True)
class Site:
    """Puts the pages over the use-cases."""

    desk: Desk
    use_cases: UseCases
    apps: Sequence[App]
    public_url: str

    def router(self) -> Router:
        """Return the pages with their own way of telling errors: as pages."""

        # Plain functions: the framework copies what hangs on a method.
        def on_domain_error(request: AnyRequest, error: DomainError) -> Page:
            return self._on_domain_error(request, error)

        def on_page_error(request: AnyRequest, error: HTTPException) -> Any:
            return self._on_http_error(request, error)

        return Router(
            path="/",
            route_handlers=self._routes(),
            exception_handlers={
                DomainError: on_domain_error,
                CrossSite: on_page_error,
                HTTPException: on_page_error,
            },
        )

    def on_unknown_address(self) -> Callable[[AnyRequest, HTTPException], Any]:
        """Return what tells of an address that nothing is at: a page to people, else a problem."""

        def on_error(request: AnyRequest, error: HTTPException) -> Any:
            if _HTML in request.headers.get("accept", ""):
                return self._on_http_error(request, error)
            return on_http_error(request, error)

        return on_error

    def _routes(self) -> list[Any]:
        desk, use_cases = self.desk, self.use_cases
        enter = Entering(desk=desk, logout=use_cases.sessions.logout)
        account = AccountPage(desk=desk, apps=self.apps, use_cases=use_cases)
        providers = ProviderPages(
            desk=desk, web=use_cases.web, enter=enter, public_url=self.public_url
        )
        security = SecurityPages(desk=desk, apps=self.apps, list=use_cases.identities.list)
        phones, passwords = use_cases.phones, use_cases.passwords
        sign_in = SignInPage(desk=desk, apps=self.apps)
        bind = BindPage(desk=desk, first=use_cases.web.first)
        merge = MergePage(desk=desk, account=account, merges=use_cases.merges)
        return [
            *asset_routes(desk.renderer),
            *provider_routes(providers),
            *SignInForms(
                desk=desk, page=sign_in, enter=enter, phones=phones, passwords=passwords
            ).routes(),
            *BindForms(
                desk=desk, page=bind, enter=enter, first=use_cases.web.first, phones=phones
            ).routes(),
            *AccountForms(desk=desk, page=account, use_cases=use_cases).routes(),
            *SecurityForms(
                desk=desk, pages=security, enter=enter, phones=phones, passwords=passwords
            ).routes(),
            *MergeForms(desk=desk, page=merge, merges=use_cases.merges).routes(),
        ]

    def _on_domain_error(self, request: AnyRequest, error: DomainError) -> Page:
        desk = self.desk
        if isinstance(error, NotSignedIn):
            desk.browsers.forget()
            return desk.go("/sign-in", return_to=desk.targets.of_path(request.url.path))
        if isinstance(error, Undecided) and error.outcome is Outcome.STEP_UP_REQUIRED:
            return desk.go("/step-up", next=desk.targets.of_path(request.url.path))
        back = desk.action(request, "go_to_sign_in", "/sign-in", primary=True)
        return desk.trouble(request, error, [back])

    def _on_http_error(self, request: AnyRequest, error: HTTPException) -> Any:
        if error.status_code >= 500:  # noqa: PLR2004 - HTTP's own line
            return on_unexpected_error(request, error)
        return self.desk.refusal(request, error.status_code)
