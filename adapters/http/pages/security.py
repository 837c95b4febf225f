"""Number, password and fresh proofs: the pages on which these are changed or given."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from adapters.http.pages.desk import AnyRequest, Desk, Page
from domain.model.app import App
from domain.model.errors import DomainError
from domain.model.identity import IdentityKind
from domain.model.session import SignedIn
from domain.model.values import masked
from domain.usecases.list_identities import ListIdentities

Sent = Mapping[str, Any] | None


@attrs.frozen(kw_only=True)
class SecurityPages:
    """Shows the pages; `apps` are those whose providers have a page of their own."""

    desk: Desk
    apps: Sequence[App]
    list: ListIdentities

    async def phone(
        self,
        request: AnyRequest,
        caller: SignedIn,
        *,
        phone: str = "",
        sent: Sent = None,
        error: DomainError | None = None,
    ) -> Page:
        current = None if caller.phone is None else masked(caller.phone)
        return await self.desk.show(
            request,
            "phone.html",
            at="/account/phone",
            phone=phone,
            sent=sent,
            current=current,
            error=error,
        )

    async def password(
        self, request: AnyRequest, caller: SignedIn, *, error: DomainError | None = None
    ) -> Page:
        methods = await self.list(caller)
        return await self.desk.show(
            request,
            "password.html",
            at="/account/password",
            has_password=methods.has_password,
            error=error,
        )

    async def step_up(
        self,
        request: AnyRequest,
        caller: SignedIn,
        *,
        next_: str,
        sent: Sent = None,
        error: DomainError | None = None,
    ) -> Page:
        methods = await self.list(caller)
        kinds = {one.identity.kind for one in methods.identities}
        ways: dict[str, Any] = {
            "sms": None if caller.phone is None else masked(caller.phone),
            "password": methods.has_password,
        }
        for provider in ("wechat", "qq"):
            has = IdentityKind(f"{provider}_openid") in kinds
            ways[provider] = [
                {"app": app.alias, "provider": provider, "label": ""}
                for app in self.apps
                if has and app.provider == provider
            ][:1]
        return await self.desk.show(
            request, "step_up.html", at="/step-up", next=next_, ways=ways, sent=sent, error=error
        )

    async def reset(
        self,
        request: AnyRequest,
        *,
        phone: str = "",
        sent: Sent = None,
        error: DomainError | None = None,
    ) -> Page:
        return await self.desk.show(
            request,
            "reset_password.html",
            at="/reset-password",
            phone=phone,
            sent=sent,
            error=error,
        )
