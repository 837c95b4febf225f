"""One simulated WeChat for all storms, and services over either database."""

import asyncio
from contextlib import contextmanager

import pytest

from adapters.persistence.schema import migrate
from tests.service.processes import simulator
from tests.storms.nodes import Deployment, Pair
from tests.storms.phones import phones_at


@pytest.fixture(scope="session")
def wechat_url(tmp_path_factory):
    """A WeChat that lets everybody sign in and press as often as a storm does."""
    with simulator(tmp_path_factory.mktemp("wechat")) as process:
        asyncio.run(_without_quotas(process.url))
        yield process.url


async def _without_quotas(simulator_url):
    async with phones_at(simulator_url) as phones:
        quotas = ("logins_per_minute", "phone_presses_free", "phone_numbers_per_minute")
        await phones.control("modes", dict.fromkeys(quotas, 1_000_000))


@pytest.fixture
def deployment(tmp_path, wechat_url):
    """A service over an SQLite file of the test's own, not yet started."""
    return Deployment(tmp_path, f"sqlite:///{tmp_path}/guiyi.db", wechat_url)


@pytest.fixture(scope="session")
def sqlite_pair(tmp_path_factory, wechat_url):
    folder = tmp_path_factory.mktemp("pair")
    with _pair(Deployment(folder, f"sqlite:///{folder}/guiyi.db", wechat_url)) as pair:
        yield pair


@pytest.fixture(scope="session")
def postgres_pair(tmp_path_factory, wechat_url, postgres_server):
    url = postgres_server.new_database()
    asyncio.run(migrate(url))
    with _pair(Deployment(tmp_path_factory.mktemp("pair"), url, wechat_url)) as pair:
        yield pair
    postgres_server.drop_database(url)


@contextmanager
def _pair(deployment):
    with deployment.nodes(2) as (one, other):
        yield Pair(deployment, one.url, other.url)


@pytest.fixture
def pair(request):
    """Two nodes over the database that the test's parameter names."""
    pair = request.getfixturevalue(f"{request.param}_pair")
    yield pair
    pair.deployment.assert_quiet()
