"""Chromium and what it is pointed at: a service by plain HTTP, and one behind TLS."""

from functools import partial

import pytest

from tests.browser import settling
from tests.browser.certificates import Certificate
from tests.browser.chromium import Chromium
from tests.browser.deployment import HOST, SHOP, deployed
from tests.browser.visitor import Visitor


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test in the browser's thread; see `Chromium`."""
    chromium = pyfuncitem.funcargs.get("chromium")
    if chromium is None:
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    chromium.run(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in wanted})
    return True


@pytest.fixture(scope="session")
def certificate():
    return Certificate(HOST, SHOP, "evil.test")


@pytest.fixture(scope="session")
def chromium(provide, certificate):
    """One browser for each xdist worker."""
    with provide(lambda: Chromium.start(certificate.flag)) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    with deployed(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="session")
def safe_town(tmp_path_factory, certificate):
    """The same behind TLS, where cookies are bound to the host."""
    with deployed(tmp_path_factory.mktemp("safe-town"), certificate) as town:
        yield town


@pytest.fixture
def visitors(chromium):
    """Return a way to let somebody come with a browser of her own; it is closed in the end."""
    met = []

    def come(town, language="en", **options):
        met.append(Visitor(chromium.browser, town, language, **options))
        return met[-1]

    yield come
    for visitor in met:
        chromium.run(visitor.close)


@pytest.fixture
def settle(town):
    """Let a person have an account by QQ or WeChat, and return the cookies of her browser."""
    return partial(settling.settle, town)


@pytest.fixture
def visit(town, visitors):
    """Let somebody come to the service by plain HTTP."""
    return lambda language="en", **options: visitors(town, language, **options)
