"""Fixtures for every folder of tests, the report on servers, and the place of the long tests."""

import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from tests.provisioning import ServerMissing
from tests.servers import FAST, Postgres, PostgresServer

Server = TypeVar("Server")
SERVERS = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def provide(request):
    """Start a server for whoever asks, or skip the test with the line that installs one."""
    return partial(_provide, request.config)


@pytest.fixture(scope="session")
def postgres_server(provide):
    """One PostgreSQL for each xdist worker, fast rather than durable."""
    with provide(_shared_postgres) as server:
        yield server


@pytest.fixture
def own_postgres(provide):
    """A durable PostgreSQL of the test's own, which it may crash and restart."""
    with provide(PostgresServer.start) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server):
    """An empty database of the test's own."""
    url = postgres_server.new_database()
    yield url
    postgres_server.drop_database(url)


def _shared_postgres() -> Postgres:
    if url := os.environ.get("GUIYI_TEST_PG_URL"):
        return Postgres(url, "PostgreSQL behind GUIYI_TEST_PG_URL")
    return PostgresServer.start(FAST)


def _provide(config: pytest.Config, start: Callable[[], Server]) -> Server:
    """Start a server for the tests that ask for it, and note it for the summary."""
    report = config.stash[SERVERS]
    try:
        server = start()
    except ServerMissing as missing:
        report[str(missing)] = 0
        refuse = pytest.fail if _is_strict() else pytest.skip
        refuse(str(missing))
    report[server.origin] += 1
    return server


def _is_strict() -> bool:
    """Where a skip would go unseen, a missing server fails its tests."""
    return os.environ.get("CI") == "true" or os.environ.get("GUIYI_STRICT") == "1"


def pytest_configure(config):
    config.stash[SERVERS] = Counter()


def pytest_collection_modifyitems(config, items):
    """Leave the tests marked soak out unless `-m` speaks of them."""
    if "soak" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_sessionfinish(session):
    """Hand an xdist worker's report to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["servers"] = dict(session.config.stash[SERVERS])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Add the report of an xdist worker; one that crashed left none."""
    node.config.stash[SERVERS].update(getattr(node, "workeroutput", {}).get("servers", {}))


def pytest_terminal_summary(terminalreporter, config):
    servers = config.stash[SERVERS]
    if servers:
        terminalreporter.section("Servers")
        for text, count in sorted(servers.items()):
            terminalreporter.write_line(f"{count} x {text}" if count else text)
