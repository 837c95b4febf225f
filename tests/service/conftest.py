"""Services for the tests of this folder: one on each storage, and one WeChat for both."""

import pytest

from adapters.simulator.app import SimulatedApp, create_simulator
from adapters.simulator.clock import VirtualClock
from tests.service.processes import APPS, settings, simulator
from tests.service.running import Running
from tests.service.standing import standing_service
from tests.service.world import World
from tests.simulator.serving import served


@pytest.fixture(scope="session")
def wechat():
    """The simulated WeChat's application; `wechat_url` is where it answers."""
    apps = [SimulatedApp(alias, *about) for alias, about in APPS.items()]
    return create_simulator(apps, clock=VirtualClock(), service_url="http://127.0.0.1:1")


@pytest.fixture(scope="session")
def wechat_url(wechat):
    with served(wechat) as url:
        yield url


@pytest.fixture(scope="session")
def on_sqlite(wechat_url, tmp_path_factory):
    storage = f"sqlite:///{tmp_path_factory.mktemp('service') / 'guiyi.db'}"
    environment = settings(storage=storage, simulator_url=wechat_url, port=0)
    with standing_service(environment) as url, World(url, wechat_url, storage) as world:
        yield world


@pytest.fixture(scope="session")
def on_postgres(wechat_url, postgres_server):
    storage = postgres_server.new_database()
    environment = settings(storage=storage, simulator_url=wechat_url, port=0)
    with standing_service(environment) as url, World(url, wechat_url, storage) as world:
        yield world
    postgres_server.drop_database(storage)


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def world(request):
    """The same service on either storage."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def wechat_process(tmp_path_factory):
    """`guiyi simulate`, for the services that are processes, too."""
    with simulator(tmp_path_factory.mktemp("simulate")) as process:
        yield process


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def running(request, wechat_process, tmp_path_factory):
    """`guiyi serve` on either storage; whoever restarts it leaves it running."""
    folder = tmp_path_factory.mktemp("serve")
    if request.param == "sqlite":
        running = Running(folder, f"sqlite:///{folder / 'guiyi.db'}", wechat_process.url)
        yield running
        running.stop()
        return
    server = request.getfixturevalue("postgres_server")
    running = Running(folder, server.new_database(), wechat_process.url, migrate=True)
    yield running
    running.stop()
    server.drop_database(running.storage)
