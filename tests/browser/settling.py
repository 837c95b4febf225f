"""Lets somebody have an account before a test looks at it: by the pages, but without a window."""

import re
from html import unescape
from urllib.parse import urlsplit

import httpx

from tests.browser.town import Town

_APPS = {"qq": "qq", "wechat": "web"}
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def settle(
    town: Town, provider: str, person: str, number: str | None = None, password: str = ""
) -> dict[str, str]:
    """Let a person have an account by QQ or WeChat, and return the cookies of her browser."""
    return _Settler(town).join(provider, person, number or town.number(), password)


class _Settler:
    """Somebody who signs in for the first time, from a network of her own."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._line = httpx.Client(
            base_url=town.url,
            headers={
                "X-Forwarded-For": town.network(),
                "Origin": town.url,
                "User-Agent": "Mozilla/5.0 (iPhone) Safari/605.1.15",
            },
            trust_env=False,
        )

    def join(self, provider: str, person: str, number: str, password: str) -> dict[str, str]:
        """Name a number on the bind page, and a password if any; return the browser's cookies."""
        with self._line:
            self._go_by(provider, person)
            fields = self._hidden(self._line.get("/bind"))
            asked = {**fields, "phone": number}
            sent = self._hidden(self._line.post("/bind/code", data=asked))
            shown = {"sms_code": self._town.code(number), "password": password}
            done = self._line.post("/bind", data={**asked, **sent, **shown})
            assert done.status_code == 303, done.text
            return dict(self._line.cookies)

    def _go_by(self, provider: str, person: str) -> None:
        asked = self._line.get(f"/v1/{provider}/{_APPS[provider]}/authorize")
        agreed = self._line.post(asked.headers["location"], data={"allow": person})
        back = urlsplit(agreed.headers["location"])
        self._line.get(f"{back.path}?{back.query}")

    def _hidden(self, page: httpx.Response) -> dict[str, str]:
        """Return the hidden fields of the page's first form."""
        form = page.text[page.text.index("<form") :].partition("</form>")[0]
        return {name: unescape(value) for name, value in _HIDDEN.findall(form)}
