"""Real servers on loopback, each in a thread with a loop of its own."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop

from adapters.simulator.server import simulator_server

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


@contextmanager
def served(
    app: Any,
    loop_factory: LoopFactory = uvloop.new_event_loop,
    *,
    certificate: Path | None = None,
) -> Iterator[str]:
    """Yield the URL under which the application answers: by TLS if there is a certificate."""
    server = simulator_server(app, host="127.0.0.1", port=0)
    server.config.ssl_certfile = certificate
    scheme = "https" if certificate else "http"

    def run() -> None:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(server.serve(sockets=[listening]))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"{scheme}://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def closed_port() -> int:
    """Return a port on which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
