"""The service in a thread of the test's own process: the same application on a real socket."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import attrs
import uvicorn
import uvloop

from adapters.persistence.schema import migrate
from adapters.system.clock import SystemClock
from adapters.system.serving import address, listen, listening
from adapters.system.settings import Settings
from adapters.system.settings_loader import settings_from
from composition import open_service
from ports.system import Clock
from tests.service.processes import PATIENCE_SECONDS

SYSTEM_CLOCK = SystemClock()


@attrs.define
class _Running:
    """What the thread hands out once it serves."""

    server: uvicorn.Server | None = None
    up: threading.Event = attrs.field(factory=threading.Event)


@contextmanager
def standing_service(environment: Mapping[str, str], clock: Clock = SYSTEM_CLOCK) -> Iterator[str]:
    """Serve what the environment configures by this clock, and yield its URL."""
    bound = listen("127.0.0.1", 0)
    with standing(settings_from({}, environment), clock, bound):
        yield address(bound)


@contextmanager
def standing(
    settings: Settings, clock: Clock, bound: socket.socket, *, certificate: Path | None = None
) -> Iterator[None]:
    """Serve on the socket, by TLS if there is a certificate: its key and chain in one file."""
    running = _Running()

    async def serve() -> None:
        if settings.storage.url != "memory://":
            await migrate(settings.storage.url)
        async with open_service(settings, clock=clock, with_schema=True) as service:
            running.server = listening(service.app, bound).server
            running.server.config.ssl_certfile = certificate
            running.up.set()
            await running.server.serve(sockets=[bound])

    thread = threading.Thread(target=lambda: uvloop.run(serve()), name="service")
    thread.start()
    try:
        assert running.up.wait(PATIENCE_SECONDS), "the service did not come up"
        yield
    finally:
        if running.server is not None:
            running.server.should_exit = True
        thread.join()
