"""People, with their browsers and phones, at a simulator; each holds the adapter under test."""

from contextlib import contextmanager
from urllib.parse import urldefrag

import attrs
import httpx

from adapters.simulator.app import create_simulator
from adapters.simulator.apps import SimulatedApp
from adapters.simulator.clock import VirtualClock
from domain.model.app import App, AppKind
from domain.model.identity import Provider
from ports.login_codes import LoginCodes, WebLogin
from tests.simulator.serving import served


def simulated(alias: str, provider: str, kind: str) -> SimulatedApp:
    """Return an app that shares its platform with all others of its provider's."""
    return SimulatedApp(
        alias,
        f"sim-{provider}-{alias}",
        f"secret-of-{alias}",
        "main",
        provider=provider,
        kind=kind,
    )


def configured(app: SimulatedApp) -> App:
    """Return what the service knows of the app."""
    provider, kind = Provider(app.provider), AppKind(app.kind)
    return App(app.alias, kind, app.app_id, app.platform, provider=provider)


@attrs.frozen
class Place:
    """A running simulator, and what an adapter has to know of it."""

    url: str
    control: httpx.Client
    clock: VirtualClock
    secrets: dict[str, str]

    def ask(self, what, **body):
        answer = self.control.post(f"/__sim/{what}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def told(self, what):
        answer = self.control.get(f"/__sim/{what}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def adapter(self, cls, client, path="", **more):
        """Return an adapter that asks this simulator."""
        return cls(
            client=client,
            api_base=f"{self.url}{path}",
            secrets=self.secrets,
            clock=self.clock,
            **more,
        )

    def web_login(self, cls, client, path="", **more):
        return self.adapter(cls, client, path, page_base=f"{self.url}{path}", **more)


@contextmanager
def place(*apps):
    """Let a simulator of these apps run on loopback."""
    clock = VirtualClock()
    simulator = create_simulator(apps, clock=clock, service_url="http://127.0.0.1:1")
    secrets = {app.app_id: app.secret for app in apps}
    with served(simulator) as url, httpx.Client(base_url=url, trust_env=False) as control:
        yield Place(url, control, clock, secrets)


@attrs.frozen
class Browser:
    """Implements tests.contracts.web_login.Visitor."""

    place: Place
    web_login: WebLogin
    app: App
    sibling: App

    def agree(self, url, person):
        page = urldefrag(url).url
        shown = self.place.control.get(page)
        assert shown.status_code == 200
        assert f'value="{person}"' in shown.text, shown.text
        answer = self.place.control.post(page, data={"allow": person})
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@attrs.frozen
class Phone:
    """Implements tests.contracts.login_codes.Phone."""

    place: Place
    button: str
    vendor: LoginCodes
    app: App
    sibling: App

    def press(self, person, app):
        return self.place.ask(self.button, app=app.alias, person=person)["code"]
