"""What every page needs: who looks at it, in which language, and what it may ask for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

import attrs
from litestar import Request, Response
from litestar.enums import MediaType

from adapters.http.browsers import Browsers
from adapters.http.callers import Callers
from adapters.http.csrf import Csrf
from adapters.http.edge import request_id
from adapters.http.messages import LANGUAGES, preferred, text
from adapters.http.pages.forms import Form, read_form
from adapters.http.pages.renderer import Renderer
from adapters.http.statuses import HTTP_CODES, code_of, status_of
from adapters.http.targets import Targets
from domain.model.errors import DomainError, InvalidInput, Unavailable, Undecided
from domain.model.outcomes import Outcome
from domain.model.phone_errors import Limited
from domain.model.session import SignedIn
from domain.model.values import Client
from domain.usecases.steps.shown_identity import AppNames
from ports.system import Clock

AnyRequest = Request[Any, Any, Any]
Page = Response[Any]

_YEAR: Final = 365 * 24 * 3600
# What else stood in an address, such as a provider's code, is not repeated.
_OF_PAGES: Final = ("return_to", "next", "tab")
_FIELDS: Final[Mapping[str, str]] = {
    "sms_code_wrong": "sms_code",
    "password_mismatch": "password",
    "password_too_common": "password",
}


@attrs.frozen(kw_only=True)
class Desk:
    """Shows pages and takes forms.

    `leads_to` are the origins to which a form may lead in the end: return targets, providers.
    """

    browsers: Browsers
    callers: Callers
    csrf: Csrf
    renderer: Renderer
    targets: Targets
    aliases: AppNames
    leads_to: Sequence[str]
    clock: Clock

    def client(self, request: AnyRequest) -> Client:
        """Return where the request comes from."""
        return self.callers.client(request)

    def language(self, request: AnyRequest) -> str:
        """Return the language that was asked for now, or before, or that the browser prefers."""
        cookies, asked = self.browsers.cookies, request.query_params.get("lang")
        if asked in LANGUAGES:
            cookies.set("lang", asked, seconds=_YEAR)
            return str(asked)
        kept = cookies.read(request, "lang")
        return kept if kept in LANGUAGES else preferred(request.headers.get("accept-language", ""))

    async def show(
        self,
        request: AnyRequest,
        template: str,
        *,
        error: DomainError | None = None,
        at: str = "",
        **context: Any,
    ) -> Page:
        """Show a page, with what went wrong; `at` is its address, where a form was posted."""
        signed_in = await self.browsers.signed_in_or_none(request)
        context["error"] = None if error is None else self._told(error, self.language(request))
        status = 200 if error is None else status_of(error)
        return self._page(request, template, context, at=at, status=status, signed_in=signed_in)

    async def form_of_anybody(self, request: AnyRequest) -> Form:
        """Return a form that a page of ours posted, in this browser at its session, if any.

        Raises:
            CrossSite: another site may have posted it.
            HTTPException: it is no form.
        """
        self.csrf.check_origin(request)
        return await self._form(request, await self.browsers.signed_in_or_none(request))

    async def form_of_caller(self, request: AnyRequest) -> tuple[SignedIn, Form]:
        """Return whoever is signed in, and her form.

        Raises:
            CrossSite, HTTPException: as form_of_anybody.
            NotSignedIn: nobody is.
        """
        # First of all: whoever is not signed in is told to forget her cookies, and they do not
        # come along from another site.
        self.csrf.check_origin(request)
        caller = await self.browsers.signed_in(request)
        return caller, await self._form(request, caller)

    def go(self, url: str, **query: str) -> Page:
        """Send the browser elsewhere, by GET."""
        query = {name: value for name, value in query.items() if value}
        location = f"{url}?{urlencode(query)}" if query else url
        return Response(
            b"",
            status_code=HTTPStatus.SEE_OTHER,
            media_type=MediaType.HTML,
            headers={"Location": location},
        )

    def say(self, language: str, key: str) -> str:
        """Return one of the pages' texts."""
        return self.renderer.texts[language][key].format(brand=self.renderer.brand)

    def action(
        self, request: AnyRequest, key: str, url: str, *, primary: bool = False
    ) -> Mapping[str, Any]:
        """Return something to do next, for a message."""
        label = self.say(self.language(request), key)
        return {"label": label, "url": url, "primary": primary}

    def trouble(
        self, request: AnyRequest, error: DomainError, actions: Sequence[Mapping[str, Any]]
    ) -> Page:
        """Show a page of its own for an error, and what to do next."""
        return self._message(request, code_of(error), status_of(error), actions)

    def refusal(self, request: AnyRequest, status: int) -> Page:
        """Show a page for what HTTP itself refuses."""
        status = status if status in HTTP_CODES else HTTPStatus.BAD_REQUEST
        actions = [self.action(request, "go_to_account", "/account", primary=True)]
        return self._message(request, HTTP_CODES[status], status, actions)

    async def _form(self, request: AnyRequest, signed_in: SignedIn | None) -> Form:
        form = await read_form(request)
        self.csrf.check_token(form["csrf"], self.browsers.known(request), signed_in)
        return form

    def _message(
        self,
        request: AnyRequest,
        code: str,
        status: int,
        actions: Sequence[Mapping[str, Any]],
    ) -> Page:
        language = self.language(request)
        texts = self.renderer.texts[language]
        context = {
            "title": texts.get(f"trouble_{code}", texts["trouble"]),
            "text": self._text(code, language),
            "actions": actions,
            "tone": "bad",
            "error": None,
            "request_id": request_id.get(),
        }
        return self._page(request, "message.html", context, at="/sign-in", status=status)

    def unless_step_up(self, error: DomainError) -> DomainError:
        """Return an error that a page can show; one that asks for a fresh proof goes further.

        Raises:
            Undecided: the caller has to prove herself first.
        """
        if isinstance(error, Undecided) and error.outcome is Outcome.STEP_UP_REQUIRED:
            raise error
        return error

    def until_resend(self, at: datetime) -> int:
        """Return in how many seconds another code may be asked for."""
        return max(0, ceil((at - self.clock.now()).total_seconds()))

    def _told(self, error: DomainError, language: str) -> Mapping[str, Any]:
        """Return what a page says of an error, and of which of its fields."""
        code = code_of(error)
        field = error.field if isinstance(error, InvalidInput) else _FIELDS.get(code)
        retry = error.retry_after if isinstance(error, Limited | Unavailable) else None
        title = self._text(code, language, field or "")
        return {"code": code, "title": title, "field": field, "retry_after": retry}

    def _text(self, code: str, language: str, field: str = "") -> str:
        """Return what pages say of an error: often what the API says, which programs read."""
        texts = self.renderer.texts[language]
        ours = texts.get(f"told_{code}_{field}") or texts.get(f"told_{code}")
        return ours or text(code, language)

    def _page(
        self,
        request: AnyRequest,
        template: str,
        context: Mapping[str, Any],
        *,
        at: str,
        status: int,
        signed_in: SignedIn | None = None,
    ) -> Page:
        language = self.language(request)
        filled_in = {
            "other_lang_url": _in_other(language, at or request.url.path, request),
            "csrf": self.csrf.token(self.browsers.met(request), signed_in),
            "return_to": "",
            "signed_in": None if signed_in is None else _named(signed_in),
            **context,
        }
        return Response(
            self.renderer.render(template, language, filled_in),
            status_code=status,
            media_type=MediaType.HTML,
            headers={
                "Content-Security-Policy": self.policy,
                # Told no referrer at all, browsers post our own forms with `Origin: null`.
                "Referrer-Policy": "same-origin",
                "Vary": "Accept-Language, Cookie",
            },
        )

    @property
    def policy(self) -> str:
        """What a page of ours may load and where its forms may lead."""
        leads_to = " ".join(("'self'", *self.leads_to))
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"form-action {leads_to}; base-uri 'none'; frame-ancestors 'none'"
        )


def _named(signed_in: SignedIn) -> Mapping[str, Any]:
    return {"nickname": signed_in.account.profile.nickname, "phone": signed_in.phone}


def _in_other(language: str, path: str, request: AnyRequest) -> str:
    other = next(one for one in LANGUAGES if one != language)
    query = request.query_params
    kept = {name: query[name] for name in _OF_PAGES if name in query}
    return f"{path}?{urlencode({**kept, 'lang': other})}"
