"""Processes that answer on this machine while they are measured."""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import attrs

from adapters.system.serving import listen
from benchmarks.cpu import cpu_seconds

SPAWN: Final = multiprocessing.get_context("spawn")


@attrs.frozen
class Host:
    """A process and the port it answers on."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Return the processor time that it and its children took so far."""
        return cpu_seconds(self.pid)


@contextmanager
def hosted(serve: Callable[..., None], *arguments: Any) -> Iterator[Host]:
    """Run `serve(socket, *arguments)` in a process of its own.

    Whoever connects before it is up waits in the socket's backlog.
    """
    with listen("127.0.0.1", 0) as bound:
        process = SPAWN.Process(target=_serve, args=(serve, bound, *arguments), daemon=True)
        process.start()
        host = Host(process.pid or 0, bound.getsockname()[1])
    try:
        yield host
    finally:
        process.terminate()
        process.join()


def _serve(serve: Callable[..., None], bound: socket.socket, *arguments: Any) -> None:
    """Serve for no longer than the process lives that measures."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve(bound, *arguments)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
