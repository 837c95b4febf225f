"""A service, the vendors that it asks and the site that it works for, as a browser finds them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.simulator.app import create_simulator
from adapters.simulator.demo import demo_apps, demo_tables, demo_web_apps
from adapters.system.serving import listen
from adapters.system.settings import Settings
from adapters.system.settings_loader import settings_from
from tests.browser.certificates import Certificate
from tests.browser.shop import shop
from tests.browser.town import Town
from tests.fakes import SettableClock
from tests.service.standing import standing
from tests.simulator.serving import served

HOST = "login.guiyi.test"
"""The service's name behind TLS."""
SHOP = "shop.guiyi.test"
"""Its sister: by TLS, what one does is of the same site to the other."""


@contextmanager
def deployed(folder: Path, certificate: Certificate | None = None) -> Iterator[Town]:
    """Serve as `guiyi dev` does, on a clock that stands still; with a certificate by TLS."""
    clock, apps = SettableClock(), [*demo_apps(), *demo_web_apps()]
    bound = listen("127.0.0.1", 0)
    port = bound.getsockname()[1]
    url = f"https://{HOST}:{port}" if certificate else f"http://127.0.0.1:{port}"
    chain = None if certificate is None else certificate.write(folder)
    simulator = create_simulator(apps, clock=clock, service_url=url)
    with served(simulator) as simulator_url, served(shop, certificate=chain) as shop_at:
        shop_url = shop_at.replace("127.0.0.1", SHOP)
        tables = demo_tables(apps, folder, service=url, simulator=simulator_url)
        del tables["pages"]  # which speak of development
        with (
            standing(_settings(tables, shop_url), clock, bound, certificate=chain),
            Town(url, simulator_url, shop_url, clock) as town,
        ):
            yield town


def _settings(tables: dict, shop_url: str) -> Settings:
    """Return the settings: passwords are cheap, and a proxy lets visitors come from anywhere."""
    more = {
        "keys": {"ring": [secrets.token_urlsafe(32)], "index": secrets.token_urlsafe(32)},
        "passwords": {"memory_kib": 16, "passes": 1},
    }
    server = {
        **tables["server"],
        "return_targets": {"shop": f"{shop_url}/welcome"},
        "trusted_proxies": ["127.0.0.1/32"],
    }
    return settings_from({**tables, **more, "server": server}, {})
