"""A person at a browser, who presses what she can read."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

import adapters.http.pages
from tests.browser.town import Town

TEXTS = {
    language: tomllib.loads(
        Path(adapters.http.pages.__file__).with_name(f"texts.{language}.toml").read_text()
    )
    for language in ("zh", "en")
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
BRAND = "归一 Guiyi"
_PATIENCE = 5_000


class Visitor:
    """A browser of somebody's own; `page` is the tab that she looks at.

    What pages say is named by its key, so that every flow is the same in both languages.
    """

    def __init__(self, browser: Browser, town: Town, language: str = "en", **options: Any) -> None:
        self.town = town
        self.language = language
        self.context = browser.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            extra_http_headers={"X-Forwarded-For": town.network()},
            **options,
        )
        self.context.set_default_timeout(_PATIENCE)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("console", lambda said: self._hear(said.type, said.text))
        self.context.on("weberror", lambda failed: self.complaints.append(str(failed.error)))
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        """Close the browser; nobody but the town may have been asked for anything."""
        self.context.close()
        strangers = {urlsplit(url).netloc for url in self.asked} - self.town.hosts - {""}
        assert not strangers, strangers
        assert not self.complaints, self.complaints

    def say(self, key: str, **values: Any) -> str:
        """Return what the pages say in her language."""
        return TEXTS[self.language][key].format(brand=BRAND, **values)

    def go(self, path: str) -> None:
        """Type an address of the service's, or a whole one."""
        self.page.goto(path if "://" in path else self.town.url + path)

    def press(self, key: str, **values: Any) -> None:
        """Press a button or a link by what it says, and wait for where it leads."""
        self.lead(self.button(key, **values))

    def lead(self, locator: Locator) -> None:
        """Press something that leads to another page."""
        with self.page.expect_navigation():
            locator.click()

    def button(self, key: str, **values: Any) -> Locator:
        """Find a button or a link by what it says."""
        name = self.say(key, **values)
        return (
            self.page.get_by_role("button", name=name, exact=True)
            .or_(self.page.get_by_role("link", name=name, exact=True))
            .first
        )

    def unfold(self, key: str, **values: Any) -> None:
        """Open what lies behind a line."""
        text = self.say(key, **values)
        self.page.locator("summary").filter(has_text=text).first.click()

    def fill(self, **fields: str) -> None:
        """Fill in fields of the form."""
        for name, value in fields.items():
            self.page.locator(f"input[name={name}]:visible").fill(value)

    def sees(self, key: str, **values: Any) -> None:
        """Insist on the title of the page."""
        expect(self.page.locator("h1")).to_have_text(self.say(key, **values))

    def reads(self, key: str, **values: Any) -> None:
        """Insist on something that the page says."""
        expect(self.page.locator("main")).to_contain_text(self.say(key, **values))

    def choose(self, person: str) -> None:
        """Say on a provider's page that she is this person, and allow."""
        self.lead(self.page.locator(f'button[name=allow][value="{person}"]'))

    def deny(self) -> None:
        """Say no on a provider's page."""
        self.lead(self.page.locator("button[name=deny]"))

    def sign_in_by(self, provider: str, person: str, target: str = "") -> None:
        """Go from the sign-in page to a provider's, and allow."""
        self.go(f"/sign-in?return_to={target}" if target else "/sign-in")
        self.press("continue_with", label=self.say(f"provider_{provider}"))
        self.choose(person)

    def prove(self, number: str) -> None:
        """Name a number, and fill in the code that comes to it."""
        self.fill(phone=number)
        self.press("send_code")
        self.fill(sms_code=self.town.code(number))

    def carry(self, cookies: Mapping[str, str]) -> None:
        """Go on where another browser was, with its cookies."""
        self.context.add_cookies(
            [
                {"name": name, "value": value, "url": self.town.url}
                for name, value in cookies.items()
            ]
        )

    def account_id(self) -> str:
        """Return what the account's page calls the account."""
        return self.page.locator("code").first.text_content() or ""

    def is_at(self, path: str) -> None:
        """Insist on the address."""
        expect(self.page).to_have_url(path if "://" in path else self.town.url + path)

    def is_signed_in(self) -> bool:
        """Tell whether the account's page opens."""
        self.go("/account")
        return urlsplit(self.page.url).path == "/account"

    def new_tab(self) -> Page:
        """Open another tab of the same browser, look at it, and return the one before."""
        before, self.page = self.page, self.context.new_page()
        return before

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)
