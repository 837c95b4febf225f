"""What the forms for number, password and fresh proofs do."""

import attrs
from litestar.handlers import HTTPRouteHandler

from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import Entering
from adapters.http.pages.routes import posted, shown
from adapters.http.pages.security import SecurityPages
from adapters.http.pages.sign_in import EXPECTED, as_sent, sent_before, sent_code
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.groups.passwords import PasswordUseCases
from domain.usecases.groups.phones import PhoneUseCases
from domain.usecases.step_up import Password
from domain.usecases.steps.sign_in import SignIn


@attrs.frozen(kw_only=True)
class SecurityForms:
    """Takes proofs first, and then what they allow to be changed."""

    desk: Desk
    pages: SecurityPages
    enter: Entering
    phones: PhoneUseCases
    passwords: PasswordUseCases

    def routes(self) -> list[HTTPRouteHandler]:
        """Return the routes of the pages and their forms."""
        return [
            shown("/account/phone", self._phone),
            posted("/account/phone/code", self._send_to_new),
            posted("/account/phone", self._bind),
            shown("/account/password", self._password),
            posted("/account/password", self._set),
            shown("/reset-password", self.pages.reset),
            posted("/reset-password/code", self._send_to_reset),
            posted("/reset-password", self._reset),
            shown("/step-up", self._step_up),
            posted("/step-up/code", self._send_to_own),
            posted("/step-up", self._prove),
        ]

    async def _phone(self, request: AnyRequest) -> Page:
        caller = await self.desk.browsers.signed_in(request)
        if caller.phone is not None and self._is_stale(caller):
            return self.desk.go("/step-up", next=".phone")
        return await self.pages.phone(request, caller)

    async def _send_to_new(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        phone, client = form["phone"], self.desk.client(request)
        try:
            sent = await self.phones.send_code(phone, CodePurpose.BIND, client)
        except EXPECTED as error:
            return await self.pages.phone(request, caller, phone=phone, error=error)
        shown_ = as_sent(self.desk, sent)
        return await self.pages.phone(request, caller, phone=phone, sent=shown_)

    async def _bind(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        client = self.desk.client(request)
        try:
            bound = await self.phones.bind(caller, sent_code(form), client=client)
        except EXPECTED as error:
            on = self.enter.merge_instead(self.desk.unless_step_up(error))
            return on or await self.pages.phone(
                request,
                caller,
                phone=form["phone"],
                sent=sent_before(form),
                error=error,
            )
        if isinstance(bound, SignIn):
            return await self.enter(request, bound, ".account")
        return self.desk.go("/account", done="bound")

    async def _password(self, request: AnyRequest) -> Page:
        caller = await self.desk.browsers.signed_in(request)
        if self._is_stale(caller):
            return self.desk.go("/step-up", next=".password")
        return await self.pages.password(request, caller)

    async def _set(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        try:
            await self.passwords.change(caller, form.secret("password") or "")
        except EXPECTED as error:
            told = self.desk.unless_step_up(error)
            return await self.pages.password(request, caller, error=told)
        return self.desk.go("/account", done="saved")

    async def _send_to_reset(self, request: AnyRequest) -> Page:
        form = await self.desk.form_of_anybody(request)
        phone, client = form["phone"], self.desk.client(request)
        try:
            sent = await self.phones.send_code(phone, CodePurpose.RESET_PASSWORD, client)
        except EXPECTED as error:
            return await self.pages.reset(request, phone=phone, error=error)
        return await self.pages.reset(request, phone=phone, sent=as_sent(self.desk, sent))

    async def _reset(self, request: AnyRequest) -> Page:
        """Set the new password; she signs in with it next."""
        form = await self.desk.form_of_anybody(request)
        try:
            await self.passwords.reset(sent_code(form), form.secret("password") or "")
        except EXPECTED as error:
            sent = sent_before(form)
            return await self.pages.reset(request, phone=form["phone"], sent=sent, error=error)
        return self.desk.go("/sign-in", tab="password", done="reset")

    async def _step_up(self, request: AnyRequest) -> Page:
        next_ = self.desk.targets.check(request.query_params.get("next", ""))
        caller = await self.desk.browsers.signed_in(request)
        return await self.pages.step_up(request, caller, next_=next_)

    async def _send_to_own(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        next_, phone = self.desk.targets.check(form["next"]), caller.phone or ""
        try:
            client = self.desk.client(request)
            sent = await self.phones.send_code(phone, CodePurpose.STEP_UP, client)
        except EXPECTED as error:
            return await self.pages.step_up(request, caller, next_=next_, error=error)
        shown_ = as_sent(self.desk, sent)
        return await self.pages.step_up(request, caller, next_=next_, sent=shown_)

    async def _prove(self, request: AnyRequest) -> Page:
        """Take the proof, and go on where it was asked for."""
        caller, form = await self.desk.form_of_caller(request)
        next_, password = self.desk.targets.check(form["next"]), form.secret("password")
        sent = attrs.evolve(sent_code(form), phone=caller.phone or "")
        try:
            await self.passwords.step_up(caller, sent if password is None else Password(password))
        except EXPECTED as error:
            before = sent_before(form)
            return await self.pages.step_up(request, caller, next_=next_, sent=before, error=error)
        return self.desk.go(self.desk.targets.url(next_ or ".account"), done="proven")

    def _is_stale(self, caller: SignedIn) -> bool:
        return not caller.session.is_fresh(self.desk.clock.now())
