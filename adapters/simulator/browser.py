"""A browser on the service's pages: it keeps cookies, fills in forms and runs no script."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import attrs
import httpx

from adapters.simulator.authorize.desk import AuthorizeDesk, Wish
from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.journal import Journal, Leg, readable
from adapters.simulator.wx import Seat

_MOST_HOPS: Final = 5


@attrs.define
class _Page(HTMLParser):
    """What a page shows: its heading, and its forms with what they bring along."""

    heading: str = ""
    forms: dict[str, dict[str, str]] = attrs.field(factory=dict)
    _form: dict[str, str] = attrs.field(factory=dict)
    _in_heading: bool = False

    def __attrs_pre_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = self.forms.setdefault(told.get("action", ""), {})
        elif tag == "input" and told.get("type") == "hidden":
            self._form[told["name"]] = told["value"]
        self._in_heading = tag == "h1" or (self._in_heading and tag != "main")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.heading = f"{self.heading} {data}".strip()


class Browser:
    """One browser; whoever sits at it says yes on providers' pages."""

    def __init__(self, journal: Journal, client: httpx.AsyncClient, desk: AuthorizeDesk) -> None:
        self._journal = journal
        self._client = client
        self._desk = desk
        self._page = _Page()

    def reset(self) -> None:
        """Forget every cookie; the service is not told."""
        self._client.cookies.clear()

    async def sign_in(self, seat: Seat, provider: str) -> PhoneAnswer:
        """Sign in by the page of an app's provider, where the person says yes."""
        sent = await self._ask("GET", f"/v1/{provider}/{seat.app}/authorize")
        query = parse_qs(urlsplit(sent.headers.get("location", "")).query)
        if "state" not in query:
            raise ControlRefused(f"the service sent nobody to {provider}")
        wish = Wish(
            redirect_uri=query["redirect_uri"][0],
            state=query["state"][0],
            scope=query.get("scope", [None])[0],
        )
        back = urlsplit(self._desk.authorize(seat, wish))
        return await self.open(f"{back.path}?{back.query}")

    async def open(self, path: str) -> PhoneAnswer:
        """Open a page of the service, wherever that leads to within it."""
        return await self._shown(path, await self._ask("GET", path))

    async def submit(self, action: str, **typed: str) -> PhoneAnswer:
        """Post a form of the page, with what was typed into it.

        Raises:
            ControlRefused: the page has no such form.
        """
        if action not in self._page.forms:
            raise ControlRefused(f"{self._page.heading!r} has no form for {action}")
        answer = await self._ask("POST", action, {**self._page.forms[action], **typed})
        return await self._shown(action, answer)

    async def who_am_i(self) -> PhoneAnswer:
        """Ask the API in the name of whoever is signed in."""
        answer = await self._ask("GET", "/v1/me")
        return PhoneAnswer(answer.status_code, readable(answer.content))

    async def _shown(self, path: str, answer: httpx.Response) -> PhoneAnswer:
        for _ in range(_MOST_HOPS):
            location = answer.headers.get("location", "")
            if not answer.is_redirect or not location.startswith("/"):
                break
            path, answer = location, await self._ask("GET", location)
        self._page = _Page()
        self._page.feed(answer.text)
        told = {"page": urlsplit(path).path, "heading": self._page.heading}
        return PhoneAnswer(answer.status_code, told)

    async def _ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> httpx.Response:
        asked = self._journal.ask(
            Leg.BROWSER_TO_SERVICE, method, urlsplit(path).path, body=dict(form or {}) or None
        )
        headers = {"Origin": f"{self._client.base_url}".rstrip("/")}
        try:
            answer = await self._client.request(method, path, data=form, headers=headers)
        except httpx.HTTPError as error:
            self._journal.answer(asked, None, None)
            raise ControlRefused(f"the service cannot be reached: {error}") from None
        told: Any = answer.headers.get("location") or answer.headers.get("content-type")
        self._journal.answer(asked, answer.status_code, told)
        return answer
