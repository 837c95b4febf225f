"""A uvicorn server on which an application can cut the connection it answers on."""

import asyncio
import socket
import struct
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LINE: Final = "simulator.line"
"""Where the application finds its `Line` in the state of an ASGI scope."""

# Linger for 0 seconds: the kernel answers with RST and drops what was not sent.
_NO_LINGER: Final = struct.pack("ii", 1, 0)


class Line:
    """The connection that a request came on."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._lost = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return not self._transport.is_closing()

    def on_lost(self) -> None:
        """Take note that the connection has ended."""
        self._lost.set()

    async def reset(self) -> None:
        """End the connection with a TCP reset."""
        peer: socket.socket = self._transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        await self.drop()

    async def drop(self) -> None:
        """End the connection; what is answered from now on reaches nobody."""
        self._transport.abort()
        await self._lost.wait()


class SimulatorProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, with a `Line` in every scope."""

    _line: Line

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._line = Line(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._line.on_lost()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["state"][LINE] = self._line


def simulator_server(app: Any, *, host: str, port: int) -> uvicorn.Server:
    """Return a server for the simulator, to be run with `await server.serve()`."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=SimulatorProtocol,
            log_level="warning",
            access_log=False,
            lifespan="auto",
        )
    )
