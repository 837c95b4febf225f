"""The page of a merge: both accounts side by side, what becomes of them, and the decision."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from litestar.handlers import HTTPRouteHandler

from adapters.http.messages import text
from adapters.http.pages.account import AccountPage
from adapters.http.pages.desk import AnyRequest, Desk, Page
from adapters.http.pages.entering import TICKET
from adapters.http.pages.forms import Form
from adapters.http.pages.routes import posted, shown
from adapters.http.pages.sign_in import EXPECTED
from domain.model.errors import DomainError, InvalidInput
from domain.model.identity import BoundIdentity
from domain.model.merge_case import UNDO_WINDOW
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.outcomes import Outcome
from domain.model.session import SignedIn
from domain.model.side import Side
from domain.model.values import AccountId, IdentityId, masked
from domain.usecases.groups.merges import MergeUseCases
from domain.usecases.steps.sign_in import SignIn

_ASKED = (Outcome.MERGED, Outcome.CHOICE_REQUIRED)


@attrs.frozen(kw_only=True)
class MergePage:
    """Shows a merge before it is done, and after."""

    desk: Desk
    account: AccountPage
    merges: MergeUseCases

    async def show(
        self,
        request: AnyRequest,
        caller: SignedIn,
        ticket: str,
        choice: MergeChoice,
        *,
        return_to: str = "",
        error: DomainError | None = None,
    ) -> Page:
        proposal = await self.merges.preview(caller, ticket, choice)
        language, outcome = self.desk.language(request), proposal.decision.outcome
        sides = [self._side(one, proposal, caller, language) for one in _in_order(proposal)]
        return await self.desk.show(
            request,
            "merge.html",
            at="/merge",
            error=error,
            ticket=ticket,
            return_to=return_to,
            sides=sides,
            after=self._after(proposal, language),
            why=self.desk.say(language, f"why_{proposal.reason}"),
            moves=self.told(proposal.moved, "moves", language),
            clashes=self.told(proposal.given_up, "gives_up", language),
            numbers=self._numbers(proposal),
            survivors=self._survivors(sides),
            password_dies=proposal.loser.has_password and not proposal.survivor.has_password,
            refused=None if outcome in _ASKED else text(outcome, language),
            undo_days=UNDO_WINDOW.days,
        )

    def _side(
        self, side: Side, proposal: MergeProposal, caller: SignedIn, language: str
    ) -> Mapping[str, Any]:
        account, number = side.account, side.number
        mine = account.id == caller.account.id
        return {
            "id": str(account.id),
            "title": self.desk.say(language, "side_mine" if mine else "side_other"),
            "nickname": account.profile.nickname,
            "phone": None if number is None else masked(number.identity.subject),
            "identities": self.account.identities(side.own, language),
            "registered_at": account.registered_at,
            "devices": None,
            "is_survivor": account.id == proposal.survivor.account.id,
            "is_me": mine,
        }

    def _after(self, proposal: MergeProposal, language: str) -> Mapping[str, Any]:
        stays = [one for one in proposal.survivor.own if one not in proposal.given_up]
        number = proposal.number
        return {
            "nickname": proposal.profile.nickname,
            "phone": None if number is None else masked(number.identity.subject),
            "identities": self.account.identities((*stays, *proposal.moved), language),
            "registered_at": proposal.survivor.account.registered_at,
        }

    def told(self, identities: Sequence[BoundIdentity], key: str, language: str) -> list[str]:
        shown = self.account.identities(identities, language)
        template = self.desk.renderer.texts[language][key]
        return [
            template.format(what=f"{one['label']} {one['where'] or ''}".strip()) for one in shown
        ]

    def _numbers(self, proposal: MergeProposal) -> list[Mapping[str, Any]] | None:
        numbers = [one.number for one in _in_order(proposal) if one.number is not None]
        if len(numbers) < len(_in_order(proposal)):
            return None
        kept = None if proposal.number is None else proposal.number.id
        return [
            {
                "value": str(one.id),
                "label": masked(one.identity.subject),
                "checked": one.id == kept and proposal.decision.outcome is Outcome.MERGED,
            }
            for one in numbers
        ]

    def _survivors(self, sides: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [
            {
                "value": side["id"],
                "label": " · ".join(
                    filter(None, (side["title"], side["nickname"], side["phone"]))
                ),
                "checked": side["is_survivor"],
            }
            for side in sides
        ]


@attrs.frozen(kw_only=True)
class MergeForms:
    """What the page's forms do."""

    desk: Desk
    page: MergePage
    merges: MergeUseCases

    def routes(self) -> list[HTTPRouteHandler]:
        """Return the routes of the page and its forms."""
        return [
            shown("/merge", self._look),
            posted("/merge/preview", self._preview),
            posted("/merge", self._merge),
        ]

    async def _look(self, request: AnyRequest) -> Page:
        caller = await self.desk.browsers.signed_in(request)
        ticket = self.desk.browsers.cookies.read(request, TICKET)
        return_to = self.desk.targets.check(request.query_params.get("return_to", ""))
        return await self.page.show(request, caller, ticket, MergeChoice(), return_to=return_to)

    async def _preview(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        return await self._show(request, caller, form)

    async def _merge(self, request: AnyRequest) -> Page:
        caller, form = await self.desk.form_of_caller(request)
        ticket, choice = form["ticket"], _choice(form)
        try:
            if not form.says("confirm", "yes"):
                raise InvalidInput("confirm")
            proposal = await self.merges.preview(caller, ticket, choice)
            sign_in = await self.merges.merge(
                caller,
                ticket,
                choice,
                client=self.desk.client(request),
                password=form.secret("password"),
            )
        except EXPECTED as error:
            return await self._show(request, caller, form, self.desk.unless_step_up(error))
        self.desk.browsers.keep(sign_in.tokens)
        self.desk.browsers.cookies.drop(TICKET)
        return await self._merged(request, proposal, form, sign_in)

    async def _show(
        self,
        request: AnyRequest,
        caller: SignedIn,
        form: Form,
        error: DomainError | None = None,
    ) -> Page:
        return await self.page.show(
            request,
            caller,
            form["ticket"],
            _choice(form),
            return_to=form["return_to"],
            error=error,
        )

    async def _merged(
        self, request: AnyRequest, proposal: MergeProposal, form: Form, sign_in: SignIn
    ) -> Page:
        language, case = self.desk.language(request), sign_in.merge
        return await self.desk.show(
            request,
            "merged.html",
            at="/account",
            after={"nickname": proposal.profile.nickname},
            moves=self.page.told(proposal.moved, "moved", language),
            continue_url=self.desk.targets.url(form["return_to"]),
            merge={
                "id": "" if case is None else str(case.id),
                "undo_until": None if case is None else case.undo_until,
                "may_undo": case is not None,
            },
        )


def _in_order(proposal: MergeProposal) -> tuple[Side, Side]:
    return proposal.survivor, proposal.loser


def _choice(form: Form) -> MergeChoice:
    return MergeChoice(
        survivor=AccountId(form.id("survivor")) if form["survivor"] else None,
        number=IdentityId(form.id("number")) if form["number"] else None,
    )
