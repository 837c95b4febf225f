"""Runs ASGI applications on sockets of our own, until a signal or a caller says stop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Final

import attrs
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

GRACE_SECONDS: Final = 10
HEAD_MOST: Final = 64 * 1024
HEAD_SECONDS: Final = 10

# Longer than the proxies in front keep theirs: a connection is theirs to close.
KEEP_ALIVE_SECONDS: Final = 75
_BACKLOG: Final = 2048
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class _Server(uvicorn.Server):
    """A server that leaves signals to whoever runs it: several may share a process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class BoundedHead(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, but for heads without an end, in size or in time."""

    _head: int | None = 0
    _late: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._late.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > HEAD_MOST and not self.transport.is_closing():
                self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        self._head = 0
        self._late.cancel()
        self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = None
        self._late.cancel()
        super().on_headers_complete()

    def on_chunk_complete(self) -> None:
        # What follows is the head of another chunk, or trailers, which are as endless.
        self._head = 0

    def on_body(self, body: bytes) -> None:
        self._head = None
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._head = None
        super().on_message_complete()


@attrs.frozen
class Listening:
    """An application and the socket it is to answer on."""

    server: uvicorn.Server
    socket: socket.socket


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; port 0 takes any free one.

    Raises:
        OSError: the address is taken or not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(_BACKLOG)
    return bound


def listen_nearby(port: int) -> socket.socket:
    """Take the port of this machine, or any other when it is taken."""
    try:
        return listen("127.0.0.1", port)
    except OSError:
        return listen("127.0.0.1", 0)


def address(bound: socket.socket) -> str:
    """Return the URL of a socket that listens on this machine."""
    return f"http://127.0.0.1:{bound.getsockname()[1]}"


def listening(
    app: Any, bound: socket.socket, *, protocol: type[HttpToolsProtocol] = BoundedHead
) -> Listening:
    """Return the application, ready to run on the socket."""
    config = uvicorn.Config(
        app,
        http=protocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    return Listening(_Server(config), bound)


async def run(
    applications: Sequence[Listening], meanwhile: Callable[[], Awaitable[bool]] | None = None
) -> None:
    """Serve until SIGINT or SIGTERM, or until `meanwhile` returns False once all are up.

    Requests in flight are finished within the grace time.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in _SIGNALS:
        loop.add_signal_handler(signal_, stopping.set)
    serving = [asyncio.create_task(one.server.serve(sockets=[one.socket])) for one in applications]
    try:
        await _stopped(applications, serving, stopping, meanwhile)
    finally:
        for one in applications:
            one.server.should_exit = True
        await asyncio.gather(*serving)
        for signal_ in _SIGNALS:
            loop.remove_signal_handler(signal_)


async def _stopped(
    applications: Sequence[Listening],
    serving: Sequence["asyncio.Task[None]"],
    stopping: asyncio.Event,
    meanwhile: Callable[[], Awaitable[bool]] | None,
) -> None:
    signalled = asyncio.create_task(stopping.wait())
    try:
        if meanwhile is not None and await _started(applications, serving):
            busy = asyncio.ensure_future(meanwhile())
            await asyncio.wait((busy, signalled), return_when=asyncio.FIRST_COMPLETED)
            if not busy.done():
                busy.cancel()
            elif not busy.result():
                return
        await asyncio.wait((signalled, *serving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        signalled.cancel()


async def _started(
    applications: Sequence[Listening], serving: Sequence["asyncio.Task[None]"]
) -> bool:
    """Wait until every application answers; tell whether all of them came up."""
    while not all(one.server.started for one in applications):
        if any(task.done() for task in serving):
            return False
        await asyncio.sleep(0.01)
    return True
