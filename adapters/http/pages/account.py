"""The account's page: what signs in to it, where it is signed in, what was merged into it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.devices import device_label
from domain.model.app import App
from domain.model.errors import DomainError
from domain.model.identity import BoundIdentity, Identity, IdentityKind, Provider, Role
from domain.model.merge_case import MergeCase
from domain.model.session import Session, SignedIn
from domain.model.values import masked
from domain.usecases.use_cases import UseCases

_NOTICES: Final = frozenset(
    {"bound", "unbound", "saved", "device_ended", "others_ended", "proven", "removed"}
)


@attrs.frozen(kw_only=True)
class AccountPage:
    """Shows the page; `apps` are those whose providers have a page of their own."""

    desk: Desk
    apps: Sequence[App]
    use_cases: UseCases

    async def show(
        self, request: AnyRequest, caller: SignedIn, *, error: DomainError | None = None
    ) -> Page:
        methods = await self.use_cases.identities.list(caller)
        devices = await self.use_cases.sessions.list(caller)
        merges = await self.use_cases.merges.list(caller)
        language = self.desk.language(request)
        done = request.query_params.get("done", "")
        return await self.desk.show(
            request,
            "account.html",
            at="/account",
            error=error,
            notice=self.desk.say(language, f"notice_{done}") if done in _NOTICES else None,
            account=_account(caller),
            identities=self.identities(methods.identities, language),
            has_password=methods.has_password,
            bindable=self._bindable(methods.identities, language),
            devices=[self._device(one, caller, language) for one in devices],
            merges=[self._merge(one, caller) for one in merges],
        )

    def identities(self, own: Sequence[BoundIdentity], language: str) -> list[Mapping[str, Any]]:
        """Return one entry for each person of a provider's, and one for the number."""
        shown: list[BoundIdentity] = []
        for one in sorted(own, key=_rank):
            if not any(self._same(one, other) for other in shown):
                shown.append(one)
        return [self._identity(one, language, among=shown) for one in shown]

    def _same(self, one: BoundIdentity, other: BoundIdentity) -> bool:
        a, b = one.identity.place, other.identity.place
        return self.use_cases.identities.unbind.apps.are_one_person(a, b)

    def _identity(
        self, bound: BoundIdentity, language: str, *, among: Sequence[BoundIdentity]
    ) -> Mapping[str, Any]:
        kind = bound.identity.kind
        alike = [one for one in among if one.identity.kind.provider is kind.provider]
        name = "phone" if kind.provider is None else kind.provider.value
        return {
            "id": str(bound.id),
            "kind": name,
            "label": self.desk.say(
                language, "phone" if kind.provider is None else f"provider_{name}"
            ),
            "where": self._where(bound.identity, alone=len(alike) == 1),
            "proved_at": bound.proof.proved_at,
            "can_unbind": len(among) > 1,
        }

    def _where(self, identity: Identity, *, alone: bool) -> str:
        """Return the number; of several WeChats or QQs the app that each was first met in."""
        if identity.kind is IdentityKind.PHONE:
            return masked(identity.subject)
        return "" if alone else self.desk.aliases.get(identity.place.scope, "")

    def _bindable(self, own: Sequence[BoundIdentity], language: str) -> list[Mapping[str, str]]:
        bound = {one.identity.kind.provider for one in own}
        return [
            {
                "provider": app.provider.value,
                "app": app.alias,
                "label": self.desk.say(language, f"provider_{app.provider}"),
            }
            for app in self._one_each()
            if app.provider not in bound
        ]

    def _one_each(self) -> list[App]:
        of_websites = sorted(self.apps, key=lambda app: app.kind != "website")
        first: dict[Provider, App] = {}
        for app in of_websites:
            first.setdefault(app.provider, app)
        return list(first.values())

    def _device(self, session: Session, caller: SignedIn, language: str) -> Mapping[str, Any]:
        unknown = self.desk.say(language, "device_unknown")
        return {
            "id": str(session.id),
            "label": device_label(session.client.device) or unknown,
            "address": session.client.address,
            "app": session.app,
            "created_at": session.created_at,
            "current": session.id == caller.session.id,
        }

    def _merge(self, case: MergeCase, caller: SignedIn) -> Mapping[str, Any]:
        survived = case.survivor_id == caller.account.id
        in_time = self.desk.clock.now() < case.undo_until
        return {
            "id": str(case.id),
            "merged_at": case.merged_at,
            "undo_until": case.undo_until,
            "undone_at": case.undone_at,
            "may_undo": survived and in_time and case.undone_at is None,
        }


def _rank(bound: BoundIdentity) -> tuple[bool, str]:
    """Put openids, which say where somebody was met, before unionids; always in one order."""
    kind = bound.identity.kind
    return kind.role is Role.UNIONID, kind.value


def _account(caller: SignedIn) -> Mapping[str, Any]:
    account = caller.account
    return {
        "id": str(account.id),
        "nickname": account.profile.nickname,
        "phone": None if caller.phone is None else masked(caller.phone),
        "registered_at": account.registered_at,
    }
