"""The service in a thread of the test's own process: the same application on a real socket."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import attrs
import uvicorn
import uvloop

from adapters.persistence.schema import migrate
from adapters.system.clock import SystemClock
from adapters.system.serving import address, listen, listening
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
    settings = settings_from({}, environment)
    bound = listen("127.0.0.1", 0)
    running = _Running()

    async def serve() -> None:
        if settings.storage.url != "memory://":
            await migrate(settings.storage.url)
        async with open_service(settings, clock=clock, with_schema=True) as service:
            running.server = listening(service.app, bound).server
            running.up.set()
            await running.server.serve(sockets=[bound])

    thread = threading.Thread(target=lambda: uvloop.run(serve()), name="service")
    thread.start()
    try:
        assert running.up.wait(PATIENCE_SECONDS), "the service did not come up"
        yield address(bound)
    finally:
        if running.server is not None:
            running.server.should_exit = True
        thread.join()
