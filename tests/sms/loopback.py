"""An HTTP server on loopback that reads whole requests, bodies and all."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager

import attrs


@attrs.frozen
class Received:
    """A request; the names of its headers in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Answering = Callable[[Received], bytes | None]
"""Returns the bytes to answer, or None to hang up."""


@asynccontextmanager
async def serving(answer: Answering):
    """Yield the URL under which `answer` answers until the block ends."""
    tasks: set[asyncio.Task[None]] = set()
    is_over = False

    def accept(reader, writer):
        if is_over:
            writer.close()
            return
        task = asyncio.create_task(_serve(answer, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        # Not in the task: one that is cancelled before its first step never runs at all.
        task.add_done_callback(lambda _: writer.close())

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    host, port = listener.sockets[0].getsockname()
    try:
        yield f"http://{host}:{port}"
    finally:
        is_over = True
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(answer, reader, writer):
    try:
        while (answered := answer(await _received(reader))) is not None:
            writer.write(answered)
            await writer.drain()
    except (asyncio.IncompleteReadError, OSError):
        pass


async def _received(reader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method, target, headers, body)
