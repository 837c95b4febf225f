"""What the forms of the account's page do."""

from collections.abc import Awaitable

import attrs
from litestar.handlers import HTTPRouteHandler

from adapters.http.pages.account import AccountPage
from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.routes import posted, shown
from adapters.http.pages.sign_in import EXPECTED
from domain.model.errors import NotSignedIn
from domain.model.profile import ProfileChanges
from domain.model.session import SignedIn
from domain.model.values import IdentityId, MergeCaseId, SessionId
from domain.usecases.logout import Scope
from domain.usecases.use_cases import UseCases


@attrs.frozen(kw_only=True)
class AccountForms:
    """Changes the caller's account, and shows its page again."""

    desk: Desk
    page: AccountPage
    use_cases: UseCases

    def routes(self) -> list[HTTPRouteHandler]:
        """Return the routes of the page and its forms."""
        return [
            shown("/", self._look),
            shown("/account", self._look),
            posted("/account/profile", self._rename),
            posted("/account/unbind", self._unbind),
            posted("/account/password/remove", self._remove_password),
            posted("/account/merges/undo", self._undo),
            posted("/account/devices/end", self._end),
            posted("/account/sign-out", self._sign_out),
        ]

    async def _look(self, request: AnyRequest) -> Page:
        return await self.page.show(request, await self.desk.browsers.signed_in(request))

    async def _rename(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)

        async def rename() -> None:
            changes = ProfileChanges.parse(nickname=form["nickname"])
            await self.use_cases.wechat.update_profile(caller, changes)

        return await self._done(request, caller, rename(), "saved")

    async def _unbind(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        unbinding = self.use_cases.identities.unbind(caller, IdentityId(form.id("identity_id")))
        return await self._done(request, caller, unbinding, "unbound")

    async def _remove_password(self, request: AnyRequest) -> Page:
        caller, _ = await self.desk.form_of_caller(request)
        dropping = self.use_cases.identities.unbind.password(caller)
        return await self._done(request, caller, dropping, "removed")

    async def _end(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        ending = self.use_cases.sessions.logout_one(caller, SessionId(form.id("session_id")))
        return await self._done(request, caller, ending, "device_ended")

    async def _undo(self, request: AnyRequest) -> Page:
        """Take a merge back; every session of both accounts ends."""
        caller, form = await self.desk.form_of_caller(request)
        try:
            await self.use_cases.merges.undo(caller, MergeCaseId(form.id("merge_id")))
        except EXPECTED as error:
            return await self.page.show(request, caller, error=self.desk.unless_step_up(error))
        self.desk.browsers.forget()
        return self.desk.go("/sign-in", done="unmerged")

    async def _sign_out(self, request: AnyRequest) -> Page:
        try:
            _, form = await self.desk.form_of_caller(request)
        except NotSignedIn:
            self.desk.browsers.forget()
            return self.desk.go("/sign-in")
        scope = Scope(form["scope"]) if form["scope"] in set(Scope) else Scope.THIS
        access = self.desk.browsers.access_token(request)
        await self.use_cases.sessions.logout(access, scope=scope)
        if scope is Scope.OTHERS:
            return self.desk.go("/account", done="others_ended")
        self.desk.browsers.forget()
        return self.desk.go("/sign-in", done="signed_out")

    async def _done(
        self, request: AnyRequest, caller: SignedIn, act: Awaitable[object], done: str
    ) -> Page:
        """Do it, and show the page with a word about it or with what was wrong."""
        try:
            await act
        except EXPECTED as error:
            return await self.page.show(request, caller, error=self.desk.unless_step_up(error))
        return self.desk.go("/account", done=done)
