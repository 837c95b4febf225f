"""Requests byte by byte, and what comes back."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import attrs

SILENCE_SECONDS = 0.4
_AT_ONCE = 16


@attrs.frozen
class Case:
    """A request as it goes over the wire.

    `unfinished` says that the server has every right to wait for more.
    """

    name: str
    payload: bytes = attrs.field(repr=False)
    unfinished: bool = False


@attrs.frozen
class Answer:
    """The first answer on the connection; status 0 when none came.

    `by_us` tells whether it went through the application: what uvicorn refuses never gets there.
    """

    status: int
    headers: dict[str, str] = attrs.field(factory=dict, repr=False)
    body: bytes = b""

    @property
    def by_us(self) -> bool:
        return "x-request-id" in self.headers

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "")

    def json(self) -> Any:
        return json.loads(self.body)


def send_all(url: str, cases: Sequence[Case]) -> list[Answer]:
    """Send each case on a connection of its own, several at once; answers come in their order."""

    async def run() -> list[Answer]:
        turns = asyncio.Semaphore(_AT_ONCE)

        async def one(case: Case) -> Answer:
            async with turns:
                return await _send(url, case)

        return await asyncio.gather(*map(one, cases))

    return asyncio.run(run())


def send(url: str, payload: bytes) -> Answer:
    return send_all(url, [Case("", payload)])[0]


def request(
    method: str, target: str, headers: Iterable[tuple[str, str | bytes]] = (), body: bytes = b""
) -> bytes:
    """Put a request together; the headers are taken as they are, whatever is in them."""
    lines = [f"{method} {target} HTTP/1.1".encode(), b"Host: guiyi.test"]
    for name, value in headers:
        text = value if isinstance(value, bytes) else value.encode()
        lines.append(name.encode() + b": " + text)
    if body:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join([*lines, b"", body])


async def _send(url: str, case: Case) -> Answer:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        writer.write(case.payload)
        patience = SILENCE_SECONDS if case.unfinished else 20 * SILENCE_SECONDS
        async with asyncio.timeout(patience):
            return await _read(reader, bodiless=case.payload.startswith(b"HEAD "))
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
        return Answer(0)
    finally:
        writer.transport.abort()


async def _read(reader: asyncio.StreamReader, *, bodiless: bool) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status_line, *lines = head.rstrip().split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    status = int(status_line.split()[1])
    if status == 100:
        return await _read(reader, bodiless=bodiless)
    length = "0" if bodiless or status == 204 else headers.get("content-length")
    if length is None:
        return Answer(status, headers, await reader.read())
    return Answer(status, headers, await reader.readexactly(int(length)))
