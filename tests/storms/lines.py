"""Plain HTTP connections, for many requests to leave at one instant."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self
from urllib.parse import urlsplit

import attrs

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")

BROKEN = (ConnectionError, asyncio.IncompleteReadError)
"""How a line ends when the other side dies."""


@attrs.frozen
class Answer:
    """What came back; `body` is the JSON in it, if any."""

    status: int
    body: Any = None

    @property
    def code(self) -> str:
        """The code of an outcome or a problem; empty where there is none."""
        return (self.body or {}).get("code", "")

    def is_success(self) -> bool:
        return 200 <= self.status < 300


class Line:
    """One kept connection, with one request under way at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, url: str) -> Self:
        parts = urlsplit(url)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    def send(self, request: bytes) -> None:
        """Hand the request to the kernel before anything else runs."""
        self._writer.write(request)

    async def answer(self) -> Answer:
        """Wait for the answer to what was sent.

        Raises:
            ConnectionError, asyncio.IncompleteReadError: see `BROKEN`.
        """
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await self._reader.readexactly(int(length[1]) if length else 0)
        return Answer(int(head.split(b" ", 2)[1]), json.loads(body) if body else None)

    async def ask(self, request: bytes) -> Answer:
        self.send(request)
        return await self.answer()

    async def close(self) -> None:
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return


@asynccontextmanager
async def opened(urls: Iterable[str]) -> AsyncIterator[list[Line]]:
    """Open a line to each URL, in their order."""
    lines: list[Line] = []
    try:
        for url in urls:
            lines.append(await Line.open(url))
        yield lines
    finally:
        for line in lines:
            await line.close()


async def storm(lines: Sequence[Line], requests: Sequence[bytes]) -> list[Answer]:
    """Send every request on a line of its own, all at one instant."""
    for line, request in zip(lines, requests, strict=True):
        line.send(request)
    return [await line.answer() for line in lines]
