"""The one HTTP client that every vendor's adapter shares.

A vendor is asked over kept connections, within a deadline for the whole call, and may answer so
much and no more. Neither the environment nor an answer can send a call elsewhere.
"""

import asyncio
import logging
from collections import deque
from contextlib import aclosing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, cast

import attrs
import httpx

IDLE_LONGEST: Final = 60.0
"""Seconds after which an idle connection is given up: a vendor might be closing it just now, and
a call that dies with it may have spent a one-time code."""

IDLE_MOST: Final = 64
IN_FLIGHT_MOST: Final = 256


def build_client(*, deadline: float = 2.5, longest_answer: int = 65_536) -> httpx.AsyncClient:
    """Return the client; it keeps no cookies, follows no redirects and heeds no proxy variables.

    A call fails with a kind of httpx.TransportError: a TimeoutException when `deadline` seconds
    have passed from its start, a RemoteProtocolError when the body is longer than
    `longest_answer` bytes or compressed. Nothing is ever sent twice.
    """
    silence_url_logs()
    return httpx.AsyncClient(
        transport=Outgoing(deadline=deadline, longest_answer=longest_answer),
        headers={"Accept-Encoding": "identity", "User-Agent": "guiyi"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=httpx.Timeout(None),  # httpx counts for each read; the transport, for the call
        follow_redirects=False,
        trust_env=False,
    )


def silence_url_logs() -> None:
    """Keep httpx from logging URLs at INFO: WeChat takes its secrets in the query."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


class Outgoing(httpx.AsyncBaseTransport):
    """Sends each request over a connection of its own, and reads the whole answer.

    httpx's pool looks through all its connections and waiting requests at each call; at sixteen in
    flight that costs more than the calls. Here every connection is a pool of one, which is found
    without looking. The pool of one still sees to it that a connection which the vendor has
    closed, or which has said something unasked, is replaced before it is used.
    """

    def __init__(self, *, deadline: float, longest_answer: int) -> None:
        self._deadline = deadline
        self._longest_answer = longest_answer
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._lanes: dict[tuple[bytes, bytes, int | None], _Lane] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        lane = self._lane(request.url)
        try:
            async with asyncio.timeout(self._deadline), lane.slots:
                return await self._call(lane, request)
        except TimeoutError:
            raise httpx.ReadTimeout("the deadline has passed", request=request) from None

    async def aclose(self) -> None:
        for lane in self._lanes.values():
            await lane.close()

    def _lane(self, url: httpx.URL) -> "_Lane":
        origin = (url.raw_scheme, url.raw_host, url.port)
        lane = self._lanes.get(origin)
        if lane is None:
            lane = self._lanes[origin] = _Lane()
        return lane

    async def _call(self, lane: "_Lane", request: httpx.Request) -> httpx.Response:
        connection = lane.take() or self._connection()
        try:
            answer = await self._answer(connection, request)
        except BaseException:
            # Half an answer may still be under way; nobody else may come to read it.
            await connection.aclose()
            raise
        surplus = lane.give_back(connection)
        if surplus is not None:
            await surplus.aclose()
        return answer

    def _connection(self) -> httpx.AsyncHTTPTransport:
        one = httpx.Limits(max_connections=1, keepalive_expiry=IDLE_LONGEST)
        return httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False, limits=one)

    async def _answer(
        self, connection: httpx.AsyncHTTPTransport, request: httpx.Request
    ) -> httpx.Response:
        async with aclosing(await connection.handle_async_request(request)) as answer:
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise httpx.RemoteProtocolError("the answer is compressed", request=request)
            body = bytearray()
            async for part in cast(httpx.AsyncByteStream, answer.stream):
                body += part
                if len(body) > self._longest_answer:
                    raise httpx.RemoteProtocolError("the answer is too long", request=request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=bytes(body))


@attrs.define
class _Idle:
    since: float
    connection: httpx.AsyncHTTPTransport


class _Lane:
    """The way to one origin: so many calls at a time, idle connections on a stack."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(IN_FLIGHT_MOST)
        self._idle: deque[_Idle] = deque()
        self._most = IDLE_MOST

    def take(self) -> httpx.AsyncHTTPTransport | None:
        """Return the connection used last, which is the likeliest to be alive still."""
        return self._idle.pop().connection if self._idle else None

    def give_back(self, connection: httpx.AsyncHTTPTransport) -> httpx.AsyncHTTPTransport | None:
        """Keep a connection, and return one to close if there are too many or too old ones."""
        now = asyncio.get_running_loop().time()
        self._idle.append(_Idle(now, connection))
        oldest = self._idle[0]
        if len(self._idle) > self._most or now - oldest.since > IDLE_LONGEST:
            return self._idle.popleft().connection
        return None

    async def close(self) -> None:
        """Close what is idle now, and what is still at work when it is given back."""
        self._most = 0
        while self._idle:
            await self._idle.pop().connection.aclose()
