"""A tour of all that a browser does at the pages, well and badly; it notes every secret."""

import json
import re
from typing import Final

from tests.service.browsing import Browser, query_of
from tests.service.canaries import Canary, tokens_of_ours
from tests.service.phone_world import PASSWORD
from tests.service.web_world import QQ, WECHAT, WebWorld

_TOLD_BY_VENDORS: Final = re.compile(
    r'\\*"(openid|unionid|access_token|refresh_token|code)\\*":\s*\\*"([^"\\]{10,})'
)
_IN_ADDRESSES: Final = re.compile(r"(access_token|refresh_token|code)=([^&\"\\]{10,})")
_APPS: Final = ((("qq", "qq"), "QQ"), (("wechat", "web"), "WeChat"))


class WebTour:
    """One tour; `browsers` are all that were used, `canaries` every secret that was met."""

    def __init__(self, site: WebWorld) -> None:
        self.site = site
        self.browsers: list[Browser] = []
        self.canaries = {Canary("secret", about[1]) for about in (*QQ.values(), *WECHAT.values())}
        self.states: set[Canary] = set()
        self._said = 0

    def take(self) -> None:
        """Make every stop."""
        for stop in (self._arrive, self._look_after_it, self._merge, self._lose_the_way):
            stop()
            self._listen()

    def _open(self) -> Browser:
        browser = self.site.browser()
        self.browsers.append(browser)
        return browser

    def _come(self, browser: Browser, person: str, provider: str = "qq", app: str = "qq") -> None:
        asked = self.site.leave(browser, provider, app)
        self.states.add(Canary("state", asked["state"]))
        back = self.site.agree(person, app, asked)
        self.canaries.add(Canary("code", query_of(back)["code"]))
        browser.get(back)
        browser.get(f"{back}&lang=en")
        self._note(browser)

    def _note(self, browser: Browser) -> None:
        held = {name: browser.cookie(name) for name in ("session", "refresh", "ticket", "browser")}
        if held["session"]:
            tokens = {"access_token": held["session"], "refresh_token": held["refresh"]}
            self.states.update(tokens_of_ours(tokens))
        if held["ticket"]:
            self.states.add(Canary("ticket", held["ticket"]))
        self.states.add(Canary("browser", held["browser"].partition(".")[0]))

    def _listen(self) -> None:
        told = self.site.wechat.get("/__sim/journal", params={"after": self._said}).json()
        text = json.dumps(told["exchanges"])
        for pattern in (_TOLD_BY_VENDORS, _IN_ADDRESSES):
            self.canaries.update(Canary(kind, value) for kind, value in pattern.findall(text))
        times = (max(one["asked"], one["answered"] or 0) for one in told["exchanges"])
        self._said = max(times, default=self._said)

    def _arrive(self) -> None:
        """By each provider's page: the first time, and once more."""
        for (provider, app), _ in _APPS:
            person, number = self.site.somebody(), self.site.number()
            browser = self._open()
            self._come(browser, person, provider, app)
            sent = self.site.ask_at_bind(browser, number)
            self.site.fill_in(browser, sent.mistyped())
            self.site.fill_in(browser, sent, password=PASSWORD)
            self._note(browser)
            self._come(self._open(), person, provider, app)

    def _look_after_it(self) -> None:
        """Change what there is to change; prove herself; sign out."""
        person = self.site.somebody()
        browser, _ = self.site.signed_in(person, password=PASSWORD)
        self.browsers.append(browser)
        for path in ("/account", "/account/phone", "/account/password", "/step-up", "/merge"):
            browser.get(path)
        browser.get("/account")
        for provider, app in (one for one, _ in _APPS):
            browser.post("/account/bind", provider=provider, app=app)
            browser.post("/step-up/provider", provider=provider, app=app, next="")
        browser.post("/step-up", password=PASSWORD, next="")
        browser.post("/account/profile", nickname="小林")
        browser.post("/account/sign-out", scope="all")
        self._note(browser)

    def _merge(self) -> None:
        """Bind the WeChat of another account of hers: one account of two, and two again."""
        site, person = self.site, self.site.somebody()
        site.sign_in(person)
        site.clock.advance(minutes=11)
        browser, _ = site.signed_in(site.somebody())
        self.browsers.append(browser)
        asked = browser.post("/account/bind", provider="wechat", app="web")
        back = site.agree(person, "web", query_of(asked.headers["location"]))
        self.canaries.add(Canary("code", query_of(back)["code"]))
        assert browser.get(back).headers["location"] == "/merge"
        self._note(browser)
        browser.get("/merge")
        merged = browser.post("/merge", ticket=browser.field("ticket"), confirm="yes")
        assert merged.status_code == 200, merged.text
        undone = browser.post("/account/merges/undo", merge_id=browser.field("merge_id"))
        assert undone.headers["location"].startswith("/sign-in"), undone.text

    def _lose_the_way(self) -> None:
        """Put secrets where none belong, and come back with what is no good."""
        site, browser = self.site, self._open()
        asked = site.leave(browser)
        back = site.agree(site.somebody(), "qq", asked)
        secret = query_of(back)["code"]
        self.canaries.add(Canary("code", secret))
        self.states.add(Canary("state", asked["state"]))
        for path in (
            f"/v1/qq/qq/callback?code={secret}",
            f"/v1/qq/qq/callback?code={secret}&state=nobodys",
            f"/v1/wechat/web/callback?code={secret}&state={asked['state']}",
            f"/sign-in?code={secret}&state={asked['state']}",
            f"/nowhere/{secret}?code={secret}",
            f"/bind?ticket={secret}",
        ):
            browser.get(path)
        site.fault("bad_gateway", "/qq/oauth2.0/token")
        self._come(self._open(), site.somebody())
        site.wechat.delete("/__sim/faults")
