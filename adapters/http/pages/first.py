"""The page on which a newcomer names her number, and what its forms do."""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from litestar.handlers import HTTPRouteHandler

from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import TICKET, Entering, ticket_for
from adapters.http.pages.forms import Form
from adapters.http.pages.routes import posted, shown
from adapters.http.pages.sign_in import EXPECTED, as_sent, sent_before, sent_code
from domain.model.errors import DomainError, Refused, TicketRejected, Undecided
from domain.model.outcomes import Offer, Outcome
from domain.model.sms_code import CodePurpose
from domain.model.values import masked
from domain.usecases.first_sign_in import Filled, FirstSignIn
from domain.usecases.groups.phones import PhoneUseCases
from domain.usecases.steps.first_ticket import FirstTicket
from domain.usecases.steps.sign_in import SignIn

_NEEDS: Final[Mapping[Outcome | None, str]] = {Outcome.IDENTITY_CONFLICT: "conflict"}
_ASKED_BY_THE_PAGE: Final = (Outcome.PASSWORD_REQUIRED, Outcome.IDENTITY_CONFLICT)
_TAKE_THE_TICKET: Final = (
    Offer.ENTER_PASSWORD,
    Offer.LOG_IN_WITHOUT_LINKING,
    Offer.REPLACE_IDENTITY,
)


@attrs.frozen(kw_only=True)
class BindPage:
    """Shows the page for a ticket of this browser's."""

    desk: Desk
    first: FirstSignIn

    async def show(
        self,
        request: AnyRequest,
        ticket: str,
        *,
        phone: str = "",
        sent: Mapping[str, Any] | None = None,
        error: DomainError | None = None,
    ) -> Page:
        """Show what is missing: her number and its code, a password, or a decision."""
        held = await self.held(request, ticket)
        provider = held.proven.openid.kind.provider
        number, needs = phone, "code"
        if held.phone is not None:
            number, needs = masked(held.phone.identity.subject), _NEEDS.get(_of(error), "password")
        return await self.desk.show(
            request,
            "bind.html",
            at="/bind",
            ticket=ticket,
            provider="" if provider is None else provider.value,
            nickname=held.nickname,
            needs=needs,
            phone=number,
            sent=sent if needs == "code" else None,
            error=None if _is_question(error) else error,
            may_replace=_offers(error, Offer.REPLACE_IDENTITY),
            has_password=None,
            optional=False,
        )

    async def held(self, request: AnyRequest, ticket: str) -> FirstTicket:
        """Return what the ticket stands for.

        Raises:
            TicketRejected: it is unknown, old, used, or of another browser.
        """
        browser = self.desk.browsers.known(request)
        if browser is None:
            raise TicketRejected
        return await self.first.look(ticket, browser=browser.key)


@attrs.frozen(kw_only=True)
class BindForms:
    """What the page's forms do."""

    desk: Desk
    page: BindPage
    enter: Entering
    first: FirstSignIn
    phones: PhoneUseCases

    def routes(self) -> list[HTTPRouteHandler]:
        """Return the routes of the page and its forms."""
        return [
            shown("/bind", self._look),
            posted("/bind/code", self._send),
            posted("/bind", self._complete),
        ]

    async def _look(self, request: AnyRequest) -> Page:
        return await self.page.show(request, self.desk.browsers.cookies.read(request, TICKET))

    async def _send(self, request: AnyRequest) -> Page:
        form = await self.desk.form_of_anybody(request)
        ticket, phone = form["ticket"], form["phone"]
        await self.page.held(request, ticket)
        try:
            client = self.desk.client(request)
            sent = await self.phones.send_code(phone, CodePurpose.BIND, client)
        except EXPECTED as error:
            return await self.page.show(request, ticket, phone=phone, error=error)
        return await self.page.show(request, ticket, phone=phone, sent=as_sent(self.desk, sent))

    async def _complete(self, request: AnyRequest) -> Page:
        form = await self.desk.form_of_anybody(request)
        held = await self.page.held(request, form["ticket"])
        if form.says("choice", "relink"):
            return self.desk.go("/sign-in", return_to=held.return_to)
        try:
            sign_in = await self._signed_in(request, form)
        except EXPECTED as error:
            return await self._not_yet(request, form, held, error)
        return await self.enter(request, sign_in, held.return_to)

    async def _signed_in(self, request: AnyRequest, form: Form) -> SignIn:
        """Sign her in as she filled it in; or let her have the number, which is not another's."""
        client, browser = self.desk.client(request), self.desk.browsers.met(request)
        if form.says("choice", "claim"):
            return await self.phones.claim(form["claim"], client=client)
        return await self.first(form["ticket"], _filled(form), browser=browser.key, client=client)

    async def _not_yet(
        self, request: AnyRequest, form: Form, held: FirstTicket, error: DomainError
    ) -> Page:
        """Put the question that a refusal is; else show the page again, as long as it is good."""
        offers = error.offers if isinstance(error, Refused) else ()
        ticket = ticket_for(offers, *_TAKE_THE_TICKET) or form["ticket"]
        asked = None
        if isinstance(error, Undecided):
            asked = await self._ask(request, {**_kept(form), "ticket": ticket}, held, error)
        try:
            page = asked or await self.page.show(
                request,
                ticket,
                phone=form["phone"],
                sent=sent_before(form),
                error=error,
            )
        except TicketRejected:
            again = self.desk.action(request, "go_to_sign_in", "/sign-in", primary=True)
            return self.desk.trouble(request, error, [again])
        self.enter.keep_ticket(ticket)
        return page

    async def _ask(
        self, request: AnyRequest, kept: Mapping[str, str], held: FirstTicket, refused: Undecided
    ) -> Page | None:
        kept = {**kept, "return_to": held.return_to}
        claim = ticket_for(refused.offers, Offer.CLAIM_NUMBER)
        if refused.outcome is Outcome.OWNERSHIP_CHECK or claim is None:
            return await self.enter.ask(
                request, refused, action="/bind", hidden=kept, what=_what(held)
            )
        return await self.enter.ask_whose(
            request,
            {"ticket": kept["ticket"], "claim": claim},
            action="/bind",
            declare=False,
            error=None if _is_question(refused) else refused,
        )


def _filled(form: Form) -> Filled:
    return Filled(
        sent=sent_code(form) if form["sms_code"] or form["transaction"] else None,
        password=form.secret("password"),
        link=not form.says("link", "no"),
        replace=form.says("replace", "yes"),
        start_afresh=form.says("choice", "start_afresh"),
    )


def _kept(form: Form) -> Mapping[str, str]:
    names = ("ticket", "phone", "transaction", "sms_code")
    return {name: form.fields[name] for name in names if form.fields.get(name)}


def _what(held: FirstTicket) -> str:
    provider = held.proven.openid.kind.provider
    return "phone" if provider is None else provider.value


def _of(error: DomainError | None) -> Outcome | None:
    return error.outcome if isinstance(error, Undecided) else None


def _is_question(error: DomainError | None) -> bool:
    """Tell whether the page itself asks what the error says."""
    return _of(error) in _ASKED_BY_THE_PAGE


def _offers(error: DomainError | None, offer: Offer) -> bool:
    return isinstance(error, Undecided) and offer in {one.offer for one in error.offers}
