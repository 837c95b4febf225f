"""The one HTTP client that every vendor's adapter shares.

A vendor is asked over kept connections, within a deadline for the whole call, and may answer so
much and no more. Neither the environment nor an answer can send a call elsewhere.
"""

import asyncio
import logging
import select
from collections import defaultdict, deque
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, cast

import httptools
import httpx

IDLE_LONGEST: Final = 60.0
"""Seconds after which an idle connection is given up. A vendor may be closing it at this very
moment, and a call that dies with it may have spent a one-time code."""

IDLE_MOST: Final = 64
IN_FLIGHT_MOST: Final = 256
HEAD_LONGEST: Final = 16_384


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

    httpx's own connections cost five times as much. And what a vendor says beyond an answer they
    take for the answer to the next call, which may be another person's.
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

    async def _connected(self, url: httpx.URL) -> "_Wire":
        secure = url.scheme == "https"
        _, wire = await asyncio.get_running_loop().create_connection(
            lambda: _Wire(self._longest_answer),
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
        self._idle: deque[_Wire] = deque()
        self._most = IDLE_MOST

    def take(self) -> "_Wire | None":
        """Return the connection used last, unless none is good any more."""
        while self._idle:
            wire = self._idle.pop()
            if wire.is_good():
                return wire
            wire.close()
        return None

    def give_back(self, wire: "_Wire") -> None:
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


class _Wire(asyncio.Protocol):
    """An HTTP/1.1 connection, for one call at a time; what comes in between closes it."""

    _transport: asyncio.Transport

    def __init__(self, longest_answer: int) -> None:
        self.idle_since = 0.0
        self._longest_answer = longest_answer
        self._answer: _Answer | None = None

    async def call(self, written: bytes) -> httpx.Response:
        """Send a request and return its answer, or close the connection."""
        self._answer = _Answer(self._longest_answer)
        self._transport.write(written)
        try:
            return await self._answer.whole
        except BaseException:
            # The answer may still be under way; nobody else may come to read it.
            self.close()
            raise
        finally:
            self._answer = None

    def is_good(self) -> bool:
        idle = asyncio.get_running_loop().time() - self.idle_since
        return not (idle > IDLE_LONGEST or self._transport.is_closing() or self._has_news())

    def close(self) -> None:
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._answer is None or not self._answer.take(data):
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None:
            self._answer.end(broken=error is not None)

    def _has_news(self) -> bool:
        """Tell whether something has come that the loop knows nothing of yet, such as an end."""
        poll = select.poll()
        poll.register(self._transport.get_extra_info("socket"), select.POLLIN)
        return bool(poll.poll(0))


class _Answer:
    """An answer as it comes in; `whole` will be all of it, or why there is none."""

    def __init__(self, longest: int) -> None:
        self.whole: asyncio.Future[httpx.Response] = asyncio.get_running_loop().create_future()
        self._longest = longest
        self._parser = httptools.HttpResponseParser(self)
        self._size = 0
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = bytearray()
        self._is_complete = False
        self._is_exceeded = False
        self._keeps_alive = False

    def take(self, data: bytes) -> bool:
        """Take in what has come; return whether the connection is of any use after it."""
        self._size += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            return self._fail("this is not HTTP/1.1")
        if self._is_exceeded:
            return self._fail("more has come than an answer")
        if len(self._body) > self._longest or self._size - len(self._body) > HEAD_LONGEST:
            return self._fail("the answer is too long")
        return self._finish() if self._is_complete else True

    def end(self, *, broken: bool) -> None:
        """Know that nothing more comes: the end of the answer, if it names no other."""
        lengths = {b"content-length", b"transfer-encoding"}
        is_open = self._status and not any(name.lower() in lengths for name, _ in self._headers)
        if is_open and not broken:
            self._finish()
        else:
            self._fail("the connection was closed")

    def on_message_begin(self) -> None:
        self._is_exceeded = self._is_complete

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_body(self, part: bytes) -> None:
        self._body += part

    def on_message_complete(self) -> None:
        self._is_complete = True
        self._keeps_alive = self._parser.should_keep_alive()

    def _finish(self) -> bool:
        headers = httpx.Headers(self._headers)
        if headers.get("Content-Encoding", "identity").lower() != "identity":
            return self._fail("the answer is compressed")
        if not self.whole.done():
            self.whole.set_result(
                httpx.Response(self._status, headers=headers, content=bytes(self._body))
            )
        return self._keeps_alive

    def _fail(self, why: str) -> bool:
        if not self.whole.done():
            self.whole.set_exception(httpx.RemoteProtocolError(why))
        return False
