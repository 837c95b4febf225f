"""The one HTTP client that every vendor's adapter shares.

A vendor is asked over kept connections, within a deadline for the whole call, and may answer so
much and no more. Neither the environment nor an answer can send a call elsewhere.
"""

import asyncio
import logging
from collections import defaultdict, deque
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from adapters.system.wire import Wire

IDLE_MOST: Final = 64
IN_FLIGHT_MOST: Final = 256


def build_client(*, deadline: float = 2.5, longest_answer: int = 65_536) -> httpx.AsyncClient:
    """Return the client; it keeps no cookies, follows no redirects and heeds no proxy variables.

    A call fails with a kind of httpx.TransportError: a TimeoutException when `deadline` seconds
    have passed since it began, a RemoteProtocolError when the body is compressed or longer than
    `longest_answer` bytes. Nothing is ever sent twice.
    """
    silence_url_logs()
    return httpx.AsyncClient(
        transport=Outgoing(deadline=deadline, longest_answer=longest_answer),
        headers={"Accept-Encoding": "identity", "User-Agent": "guiyi"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=httpx.Timeout(None),  # httpx counts for each read, the transport for the call
        follow_redirects=False,
        trust_env=False,
    )


def silence_url_logs() -> None:
    """Keep httpx from logging URLs at INFO: WeChat takes its secrets in the query."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


class Outgoing(httpx.AsyncBaseTransport):
    """Sends each request over a connection that is its alone, and reads the whole answer.

    At sixteen in flight httpx's own connections cost five times as much. And what a vendor says
    beyond an answer they take for the answer to the next call, which may be another person's.
    """

    def __init__(self, *, deadline: float, longest_answer: int) -> None:
        self._deadline = deadline
        self._longest_answer = longest_answer
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._lanes: defaultdict[tuple[bytes, bytes, int | None], _Lane] = defaultdict(_Lane)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        lane = self._lanes[url.raw_scheme, url.raw_host, url.port]
        written = _written(request, await request.aread())
        try:
            async with asyncio.timeout(self._deadline), lane.slots:
                wire = lane.take() or await self._connected(url)
                answer = await wire.call(written)
                lane.give_back(wire)
                return answer
        except TimeoutError:
            raise httpx.ReadTimeout("the deadline has passed") from None
        except OSError as error:
            raise httpx.ConnectError(str(error)) from None

    async def aclose(self) -> None:
        for lane in self._lanes.values():
            lane.close()
        await asyncio.sleep(0)  # the loop's turn, in which it closes the sockets

    async def _connected(self, url: httpx.URL) -> Wire:
        secure = url.scheme == "https"
        _, wire = await asyncio.get_running_loop().create_connection(
            lambda: Wire(self._longest_answer),
            url.raw_host.decode(),
            url.port or (443 if secure else 80),
            ssl=self._tls if secure else None,
        )
        return wire


def _written(request: httpx.Request, body: bytes) -> bytes:
    head = [
        b"%b %b HTTP/1.1" % (request.method.encode(), request.url.raw_path),
        *(b"%b: %b" % header for header in request.headers.raw),
    ]
    if any(b"\r" in line or b"\n" in line for line in head):
        raise httpx.LocalProtocolError("a line break in a header")
    return b"\r\n".join((*head, b"", body))


class _Lane:
    """The way to one origin: so many calls at a time, and idle connections on a stack."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(IN_FLIGHT_MOST)
        self._idle: deque[Wire] = deque()
        self._most = IDLE_MOST

    def take(self) -> Wire | None:
        """Return the connection used last, unless none is good any more."""
        while self._idle:
            wire = self._idle.pop()
            if wire.is_good():
                return wire
            wire.close()
        return None

    def give_back(self, wire: Wire) -> None:
        """Keep a connection, and let the oldest go if it is too old or one too many."""
        wire.idle_since = asyncio.get_running_loop().time()
        self._idle.append(wire)
        if len(self._idle) > self._most or not self._idle[0].is_good():
            self._idle.popleft().close()

    def close(self) -> None:
        """Close what is idle now, and what is still at work as soon as it is given back."""
        self._most = 0
        while self._idle:
            self._idle.pop().close()
