"""WeChat on loopback: answers every exchange of a code at once, and checks nothing."""

import asyncio
import socket
from typing import Final, cast
from urllib.parse import parse_qs

import httptools
import msgspec
import uvloop

from benchmarks.people import new_session_key, openid_of, unionid_of

_HEAD: Final = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n"


class Vendor(asyncio.Protocol):
    """One connection; `httptools` calls it back for each request."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._url = b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_message_complete(self) -> None:
        code = parse_qs(self._url.decode().partition("?")[2])["js_code"][0]
        answer = {
            "openid": openid_of(code),
            "unionid": unionid_of(code),
            "session_key": new_session_key(),
        }
        body = msgspec.json.encode(answer)
        self._transport.write(_HEAD.format(len(body)).encode() + body)


def serve_vendor(bound: socket.socket) -> None:
    """Answer on the socket until the process is ended."""
    uvloop.run(_serve(bound))


async def _serve(bound: socket.socket) -> None:
    server = await asyncio.get_running_loop().create_server(Vendor, sock=bound)
    await server.serve_forever()
