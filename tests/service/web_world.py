"""A world with web sites: people come by a browser, by way of WeChat's pages and QQ's."""

from collections.abc import Mapping

import httpx

from adapters.simulator.app import SimulatedApp
from tests.fakes import SettableClock
from tests.service.browsing import Browser, connected_to, query_of
from tests.service.phone_world import PhoneWorld, Sent
from tests.service.processes import APPS

WECHAT = {
    "web": ("wxsimweb0000000001", "2f6a0c9e1b7d4358a6e8c0f1d2b3a417", "website"),
    "oa": ("wxsimoa00000000001", "71c2d3b4a5968778695a4b3c2d1e0f2b", "official_account"),
    "phoneapp": ("wxsimphone00000001", "8d9b8c7d6e5f4a3b2c1d0e9f8a7b6c40", "mobile"),
}
QQ = {
    "qq": ("101000001", "c0ffee1e7b3d4682a6c8e0f1d2b3a495", "web"),
    "qq2": ("101000002", "decade1e7b3d4682a6c8e0f1d2b3a495", "web"),
    "qqmini": ("1110000001", "facade1e7b3d4682a6c8e0f1d2b3a495", "mini_program"),
}
PUBLIC = "http://127.0.0.1:8000"
PUBLIC_BY_TLS = "https://accounts.example"
TARGETS = '{"home": "https://shop.example/", "cart": "https://shop.example/cart?from=guiyi"}'


def web_apps() -> list[SimulatedApp]:
    """Return the apps as the vendors know them."""
    of_qq = {"web": "website"}
    return [
        *(SimulatedApp(alias, *about) for alias, about in APPS.items()),
        *(
            SimulatedApp(alias, app_id, secret, "main", kind=kind)
            for alias, (app_id, secret, kind) in WECHAT.items()
        ),
        *(
            SimulatedApp(alias, app_id, secret, "main", provider="qq", kind=of_qq.get(kind, kind))
            for alias, (app_id, secret, kind) in QQ.items()
        ),
    ]


def with_pages(simulator_url: str, public_url: str = PUBLIC) -> dict[str, str]:
    """Return what it takes to sign people in by a browser."""
    return {
        "GUIYI_SERVER__PUBLIC_URL": public_url,
        "GUIYI_SERVER__RETURN_TARGETS": TARGETS,
        "GUIYI_WECHAT__PAGE_BASE": simulator_url,
        "GUIYI_QQ__API_BASE": f"{simulator_url}/qq",
        "GUIYI_QQ__PAGE_BASE": f"{simulator_url}/qq",
        "GUIYI_QQ__MINI_API_BASE": f"{simulator_url}/qq/mini",
        **_tables("WECHAT", WECHAT, "PLATFORM"),
        **_tables("QQ", QQ, "DEVELOPER"),
    }


def _tables(provider: str, apps: Mapping[str, tuple[str, str, str]], scope: str) -> dict[str, str]:
    return {
        f"GUIYI_{provider}__APPS__{alias.upper()}__{name}": value
        for alias, (app_id, secret, kind) in apps.items()
        for name, value in (
            ("APP_ID", app_id),
            ("SECRET", secret),
            ("KIND", kind),
            (scope, "main"),
        )
    }


class WebWorld(PhoneWorld):
    """One service with pages, as people see it who have a browser."""

    public_url = PUBLIC

    def __init__(self, url: str, vendors_url: str, storage: str, clock: SettableClock) -> None:
        super().__init__(url, vendors_url, storage, clock)
        self.http = connected_to(url)

    def close(self) -> None:
        super().close()
        self.http.close()

    def browser(self, **headers: str) -> Browser:
        """Return a browser that has never been here, in a network of its own."""
        self.move()
        network = self.service.headers["X-Forwarded-For"]
        return Browser(self.http, self.public_url, **{"X-Forwarded-For": network, **headers})

    def leave(
        self, browser: Browser, provider: str = "qq", app: str = "qq", return_to: str = ""
    ) -> dict[str, str]:
        """Go for a provider's page; return what its address says."""
        query = f"?return_to={return_to}" if return_to else ""
        sent = browser.get(f"/v1/{provider}/{app}/authorize{query}")
        assert sent.status_code == 303, sent.text
        return query_of(sent.headers["location"])

    def agree(self, person: str, app: str, asked: Mapping[str, str]) -> str:
        """Say yes on that page; return the address that it sends the browser back to."""
        scope = {"scope": asked["scope"]} if "scope" in asked else {}
        return self.control(
            "authorize",
            app=app,
            person=person,
            redirect_uri=asked["redirect_uri"],
            state=asked["state"],
            **scope,
        )["url"]

    def by(
        self,
        browser: Browser,
        person: str,
        provider: str = "qq",
        app: str = "qq",
        *,
        return_to: str = "",
    ) -> httpx.Response:
        """Go there, say yes, and come back; return what the callback answers."""
        asked = self.leave(browser, provider, app, return_to)
        return browser.get(self.agree(person, app, asked))

    def at_bind(self, person: str | None = None, **how: str) -> Browser:
        """Bring a newcomer to the bind page; return her browser."""
        browser = self.browser()
        came = self.by(browser, person or self.somebody(), **how)
        assert came.headers["location"] == "/bind"
        return browser

    def ask_at_bind(self, browser: Browser, number: str) -> Sent:
        """Ask on the bind page for a code, and read it on the phone."""
        browser.get("/bind")
        answer = browser.post("/bind/code", ticket=browser.field("ticket"), phone=number)
        if answer.status_code == 429:
            self.clock.advance(seconds=60)
            answer = browser.post("/bind/code", ticket=browser.field("ticket"), phone=number)
        assert answer.is_success, answer.text
        self.transactions[number] = browser.field("transaction")
        return self.received(number)

    def fill_in(self, browser: Browser, sent: Sent, **more: str) -> httpx.Response:
        """Send the bind page with a code."""
        ticket = more.pop("ticket", None) or browser.field("ticket")
        return browser.post("/bind", **sent.signing_in, ticket=ticket, **more)

    def signed_in(self, person: str | None = None, **more: str) -> tuple[Browser, str]:
        """Sign somebody in for the first time; return her browser, and her number."""
        browser, number = self.browser(), self.number()
        self.by(browser, person or self.somebody())
        done = self.fill_in(browser, self.ask_at_bind(browser, number), **more)
        assert done.status_code == 303, done.text
        browser.get("/account")
        return browser, number

    def me(self, browser: Browser) -> httpx.Response:
        """Ask whose session a browser holds."""
        return browser.get("/v1/me")

    def account_at(self, browser: Browser) -> str:
        """Return the id of the account that the browser is signed in to."""
        answer = self.me(browser)
        assert answer.status_code == 200, answer.text
        return answer.json()["id"]


class TlsWorld(WebWorld):
    """The same behind a proxy that takes TLS off."""

    public_url = PUBLIC_BY_TLS
