"""An HTTP/1.1 connection to a vendor that trusts nothing but an answer that was asked for."""

import asyncio
import select
from typing import Final, cast

import httptools
import httpx

IDLE_LONGEST: Final = 60.0
"""Seconds after which an idle connection is given up. A vendor may be closing it at this very
moment, and a call that dies with it may have spent a one-time code."""

HEAD_LONGEST: Final = 16_384


class Wire(asyncio.Protocol):
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
