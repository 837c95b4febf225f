"""All authorize pages: for people who open them, and for tests that open none."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import attrs

from adapters.simulator.authorize.languages import Language, preferred
from adapters.simulator.authorize.page import AuthorizationRequest, AuthorizePage, PageRefused
from adapters.simulator.authorize.qq import QQPage
from adapters.simulator.authorize.shown import Shown, denied, failed, question, sent_to
from adapters.simulator.authorize.wechat import OfficialAccountPage, WebsitePage
from adapters.simulator.calls import Call
from adapters.simulator.errors import ControlRefused
from adapters.simulator.journal import Journal
from adapters.simulator.world import World
from adapters.simulator.wx import Seat

_WANTED: Final[Mapping[str, Language]] = MappingProxyType({"cn": "zh", "en": "en"})


@attrs.frozen(kw_only=True)
class Wish:
    """What a site asks; a scope left out is what most ask for."""

    redirect_uri: str
    state: str = ""
    scope: str | None = None


class AuthorizeDesk:
    """Where people say yes or no to a site; nobody is sent where the page did not check first."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal
        pages: tuple[AuthorizePage, ...] = (
            WebsitePage(world),
            OfficialAccountPage(world),
            QQPage(world),
        )
        self._pages = {page.path: page for page in pages}

    @property
    def paths(self) -> list[str]:
        """Where the pages are."""
        return list(self._pages)

    def visit(self, call: Call) -> Shown:
        """Show a page, or take the answer that was given on it."""
        page = self._pages[call.path]
        query, form = dict(call.query), dict(call.form)
        asked = self._journal.ask(page.leg, call.method, call.path, query=query, body=form or None)
        shown = self._shown(page, call)
        self._journal.answer(asked, shown.status, shown.told)
        return shown

    def authorize(self, seat: Seat, wish: Wish) -> str:
        """Say yes for a person without a page, and return where she goes to with her code.

        Raises:
            ControlRefused: no such app with an authorize page, no such person, or the page would
                show an error.
        """
        app, person = self._world.app(seat.app), self._world.person(seat.person)
        page = next((page for page in self._pages.values() if page.serves(app)), None)
        if page is None:
            raise ControlRefused(f"{app.alias} is a {app.kind}, which has no authorize page")
        scope = wish.scope or page.usual_scope
        request = AuthorizationRequest(
            app=app, redirect_uri=wish.redirect_uri, state=wish.state, scope=scope
        )
        try:
            page.check(request)
            location = page.allow(request, person)
        except PageRefused as refused:
            raise ControlRefused(str(refused)) from refused
        body = {"allow": person.id}
        asked = self._journal.ask(page.leg, "POST", page.path, query=attrs.asdict(wish), body=body)
        self._journal.answer(asked, sent_to(location).status, sent_to(location).told)
        return location

    def _shown(self, page: AuthorizePage, call: Call) -> Shown:
        language = _language(call)
        try:
            request = page.read(call.query)
            if person := self._world.people.get(call.form.get("allow", "")):
                return sent_to(page.allow(request, person))
            if "deny" in call.form:
                return denied(page.deny(request), page.provider, language)
        except PageRefused as refused:
            return failed(refused.problem, page.provider, language)
        action = f"{page.path}?{urlencode(call.query)}"
        return question(request, self._world.people.values(), action, language)


def _language(call: Call) -> Language:
    wanted = _WANTED.get(call.query.get("lang", ""))
    return wanted or preferred(call.headers.get("accept-language", ""))
