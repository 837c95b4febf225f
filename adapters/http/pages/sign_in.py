"""The page on which people sign in, and what its forms do."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
from litestar.handlers import HTTPRouteHandler

from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import Entering
from adapters.http.pages.forms import Form
from adapters.http.pages.routes import posted, shown
from domain.model.app import App, AppKind
from domain.model.errors import DomainError, InvalidInput, Refused, Unavailable, Undecided
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.groups.passwords import PasswordUseCases
from domain.usecases.groups.phones import PhoneUseCases
from domain.usecases.send_sms_code import SentCode
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode

EXPECTED: Final = (Refused, InvalidInput, Unavailable)
"""What a form may come to that its page tells of."""

_NOTICES: Final = frozenset({"unmerged", "signed_out", "reset"})
_IN_WECHAT: Final = "MicroMessenger"


def sent_code(form: Form) -> SentSmsCode:
    """Return the code that was filled in, with the number and sending that it belongs to."""
    return SentSmsCode(phone=form["phone"], transaction=form["transaction"], code=form["sms_code"])


def as_sent(desk: Desk, sent: SentCode) -> Mapping[str, Any]:
    """Return what a page has to know of a code that is on its way."""
    return {
        "transaction": sent.transaction,
        "until_resend": desk.until_resend(sent.resend_at),
        "expires_at": sent.expires_at,
    }


def sent_before(form: Form) -> Mapping[str, Any] | None:
    """Return the sending that a form speaks of, when its page is shown again."""
    if not form["transaction"]:
        return None
    return {
        "transaction": form["transaction"],
        "until_resend": 0,
        "expires_at": None,
    }


@attrs.frozen(kw_only=True)
class SignInPage:
    """Shows the page; `apps` are those whose providers have one of their own."""

    desk: Desk
    apps: Sequence[App]

    async def show(
        self,
        request: AnyRequest,
        *,
        tab: str = "phone",
        phone: str = "",
        return_to: str = "",
        sent: Mapping[str, Any] | None = None,
        error: DomainError | None = None,
    ) -> Page:
        done, language = request.query_params.get("done", ""), self.desk.language(request)
        return await self.desk.show(
            request,
            "sign_in.html",
            at="/sign-in",
            tab=tab,
            phone=phone,
            return_to=return_to,
            sent=sent,
            error=error,
            notice=self.desk.say(language, f"notice_{done}") if done in _NOTICES else None,
            methods={"phone": True, "password": True, **self._providers(request, return_to)},
        )

    def _providers(self, request: AnyRequest, return_to: str) -> Mapping[str, Any]:
        """Return the links to providers; inside WeChat its own page, elsewhere the QR."""
        inside = _IN_WECHAT in request.headers.get("user-agent", "")
        kind = AppKind.OFFICIAL_ACCOUNT if inside else AppKind.WEBSITE
        found: dict[str, list[Mapping[str, str]]] = {"wechat": [], "qq": []}
        query = f"?return_to={return_to}" if return_to else ""
        for app in self.apps:
            if app.kind is kind or app.provider == "qq":
                url = f"/v1/{app.provider}/{app.alias}/authorize{query}"
                found[app.provider].append({"alias": app.alias, "label": "", "url": url})
        for ways in found.values():
            if len(ways) > 1:
                ways[:] = [{**way, "label": f" {way['alias']}"} for way in ways]
        return found


@attrs.frozen(kw_only=True)
class SignInForms:
    """What the page's forms do."""

    desk: Desk
    page: SignInPage
    enter: Entering
    phones: PhoneUseCases
    passwords: PasswordUseCases

    def routes(self) -> list[HTTPRouteHandler]:
        """Return the routes of the page and its forms."""
        return [
            shown("/sign-in", self._look),
            posted("/sign-in/code", self._send),
            posted("/sign-in/phone", self._log_in),
            posted("/sign-in/password", self._log_in_by_password),
            posted("/sign-in/ownership", self._prove),
        ]

    async def _look(self, request: AnyRequest) -> Page:
        query = request.query_params
        return_to = self.desk.targets.check(query.get("return_to", ""))
        return await self.page.show(request, tab=query.get("tab", "phone"), return_to=return_to)

    async def _form(self, request: AnyRequest) -> Form:
        """Return a form that leads where somebody may be sent, before anything is done by it."""
        form = await self.desk.form_of_anybody(request)
        self.desk.targets.check(form["return_to"])
        return form

    async def _send(self, request: AnyRequest) -> Page:
        form = await self._form(request)
        kept: Any = {"phone": form["phone"], "return_to": form["return_to"]}
        try:
            client = self.desk.client(request)
            sent = await self.phones.send_code(form["phone"], CodePurpose.LOGIN, client)
        except EXPECTED as error:
            return await self.page.show(request, error=error, **kept)
        return await self.page.show(request, sent=as_sent(self.desk, sent), **kept)

    async def _log_in(self, request: AnyRequest) -> Page:
        form = await self._form(request)
        if form.says("choice", "relink"):
            return self.desk.go("/sign-in", return_to=form["return_to"])
        afresh = form.says("choice", "start_afresh")
        try:
            sign_in = await self.phones.login(
                sent_code(form), client=self.desk.client(request), start_afresh=afresh
            )
        except EXPECTED as error:
            return await self._not_yet(request, form, error)
        return await self.enter(request, sign_in, form["return_to"])

    async def _not_yet(self, request: AnyRequest, form: Form, error: DomainError) -> Page:
        """Put the question that a refusal is; else show the page again."""
        asked = None
        if isinstance(error, Undecided):
            hidden = {name: form[name] for name in _OF_A_CODE}
            asked = await self.enter.ask(request, error, action="/sign-in/phone", hidden=hidden)
        return asked or await self.page.show(
            request,
            phone=form["phone"],
            return_to=form["return_to"],
            sent=sent_before(form),
            error=error,
        )

    async def _log_in_by_password(self, request: AnyRequest) -> Page:
        form, client = await self._form(request), self.desk.client(request)
        phone, return_to = form["phone"], form["return_to"]
        try:
            sign_in = await self.passwords.login(
                phone=phone, password=form.secret("password") or "", client=client
            )
        except EXPECTED as error:
            return await self.page.show(
                request, tab="password", phone=phone, return_to=return_to, error=error
            )
        return await self.enter(request, sign_in, return_to)

    async def _prove(self, request: AnyRequest) -> Page:
        form = await self._form(request)
        try:
            sign_in = await self._whose(form, self.desk.client(request))
        except EXPECTED as error:
            kept = {name: form[name] for name in ("ticket", "return_to")}
            return await self.enter.ask_whose(request, kept, declare=False, error=error)
        return await self.enter(request, sign_in, form["return_to"])

    async def _whose(self, form: Form, client: Client) -> SignIn:
        """Go on from the question whose account a number's is, as she answered it."""
        ticket = form["ticket"]
        if form.says("choice", "claim"):
            return await self.phones.claim(ticket, client=client)
        password = None if form.says("choice", "declare") else form.secret("password") or ""
        return await self.phones.prove_ownership(ticket, password=password, client=client)


_OF_A_CODE: Final = ("phone", "transaction", "sms_code", "return_to")
