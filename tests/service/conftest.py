"""Services for the tests of this folder: one on each storage, and one WeChat for both."""

from contextlib import ExitStack, contextmanager

import pytest

from adapters.simulator.app import SimulatedApp, create_simulator
from adapters.simulator.clock import VirtualClock
from tests.fakes import SettableClock
from tests.service.phone_world import PhoneWorld
from tests.service.processes import APPS, settings, simulator, with_numbers
from tests.service.running import Running
from tests.service.standing import standing_service
from tests.service.web_world import PUBLIC, TlsWorld, WebWorld, web_apps, with_pages
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
def clock():
    """Stands still until a test moves it: the time of the services that deal in numbers."""
    return SettableClock()


@pytest.fixture(scope="session")
def numbers_url(clock):
    """Where the WeChat and the texts of that time are."""
    apps = [SimulatedApp(alias, *about) for alias, about in APPS.items()]
    with served(create_simulator(apps, clock=clock, service_url="http://127.0.0.1:1")) as url:
        yield url


@pytest.fixture(scope="session")
def numbers_on_sqlite(clock, numbers_url, tmp_path_factory):
    storage = f"sqlite:///{tmp_path_factory.mktemp('numbers') / 'guiyi.db'}"
    with dealing_in_numbers(storage, numbers_url, clock) as world:
        yield world


@pytest.fixture(scope="session")
def numbers_on_postgres(clock, numbers_url, postgres_server):
    storage = postgres_server.new_database()
    with dealing_in_numbers(storage, numbers_url, clock) as world:
        yield world
    postgres_server.drop_database(storage)


@contextmanager
def dealing_in_numbers(storage, numbers_url, clock, **more):
    """Serve with texts, a back end and a proxy in front."""
    options = {**with_numbers(numbers_url), **more}
    environment = settings(storage=storage, simulator_url=numbers_url, port=0, **options)
    with (
        standing_service(environment, clock) as url,
        PhoneWorld(url, numbers_url, storage, clock) as world,
    ):
        yield world


@pytest.fixture
def town(numbers_on_sqlite):
    """People with numbers, asking from a network of their own."""
    numbers_on_sqlite.move()
    return numbers_on_sqlite


@pytest.fixture(params=["numbers_on_sqlite", "numbers_on_postgres"])
def either_town(request):
    """The same on either storage."""
    world = request.getfixturevalue(request.param)
    world.move()
    return world


@pytest.fixture
def another_town(clock, numbers_url, tmp_path):
    """Return a way to serve with other options, in a database of the test's own."""
    with ExitStack() as towns:

        def serve(**more):
            storage = f"sqlite:///{tmp_path / 'guiyi.db'}"
            world = towns.enter_context(dealing_in_numbers(storage, numbers_url, clock, **more))
            world.move()
            return world

        yield serve


@pytest.fixture(scope="session")
def vendors_url(clock):
    """Where WeChat, QQ and the texts are for people with browsers."""
    with served(create_simulator(web_apps(), clock=clock, service_url=PUBLIC)) as url:
        yield url


@contextmanager
def serving_pages(storage, vendors_url, clock, kind=WebWorld, **more):
    """Serve browsers, too; `kind` is the world that they see."""
    options = {**with_numbers(vendors_url), **with_pages(vendors_url, kind.public_url), **more}
    environment = settings(storage=storage, simulator_url=vendors_url, port=0, **options)
    with (
        standing_service(environment, clock) as url,
        kind(url, vendors_url, storage, clock) as world,
    ):
        yield world


@pytest.fixture(scope="session")
def web_on_sqlite(clock, vendors_url, tmp_path_factory):
    storage = f"sqlite:///{tmp_path_factory.mktemp('web') / 'guiyi.db'}"
    with serving_pages(storage, vendors_url, clock) as world:
        yield world


@pytest.fixture(scope="session")
def web_on_postgres(clock, vendors_url, postgres_server):
    storage = postgres_server.new_database()
    with serving_pages(storage, vendors_url, clock) as world:
        yield world
    postgres_server.drop_database(storage)


@pytest.fixture(scope="session")
def by_tls(clock, vendors_url, tmp_path_factory):
    """The same where the world comes by https."""
    storage = f"sqlite:///{tmp_path_factory.mktemp('tls') / 'guiyi.db'}"
    with serving_pages(storage, vendors_url, clock, TlsWorld) as world:
        yield world


@pytest.fixture
def site(web_on_sqlite):
    """Pages for people with browsers, who come from a network of their own."""
    web_on_sqlite.move()
    return web_on_sqlite


@pytest.fixture(params=["web_on_sqlite", "web_on_postgres"])
def either_site(request):
    """The same on either storage."""
    world = request.getfixturevalue(request.param)
    world.move()
    return world


@pytest.fixture
def another_site(clock, vendors_url, tmp_path):
    """Return a way to serve pages with other options, in a database of the test's own."""
    with ExitStack() as sites:

        def serve(kind=WebWorld, storage=None, **more):
            storage = storage or f"sqlite:///{tmp_path / 'guiyi.db'}"
            return sites.enter_context(serving_pages(storage, vendors_url, clock, kind, **more))

        yield serve


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
