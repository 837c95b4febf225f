"""A server on loopback that answers as a test wants it."""

import asyncio
from contextlib import asynccontextmanager

import attrs


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@attrs.define
class Server:
    """A server on loopback: `answer(writer, target)` is called for each request."""

    answer: object
    base: str = ""
    connections: int = 0
    targets: list[str] = attrs.field(factory=list)
    heads: list[str] = attrs.field(factory=list)
    closed: asyncio.Queue[int] = attrs.field(factory=asyncio.Queue)
    tasks: set[asyncio.Task[None]] = attrs.field(factory=set)
    is_over: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                self.heads.append(head)
                self.targets.append(head.split(" ")[1])
                await self.answer(writer, self.targets[-1])
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self.closed.put_nowait(number)

    async def gone(self) -> int:
        """Wait until a connection was closed, and return which."""
        return await asyncio.wait_for(self.closed.get(), 5)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_over:
            writer.close()
            return
        task = asyncio.create_task(self.serve(reader, writer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        # Not in the task: one that is cancelled before its first step never runs at all.
        task.add_done_callback(lambda _: writer.close())

    async def stop(self) -> None:
        """Close every connection, and any that is still on its way in."""
        self.is_over = True
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


@asynccontextmanager
async def serving(answer):
    """Serve on loopback until the block ends."""
    server = Server(answer)
    listener = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    host, port = listener.sockets[0].getsockname()
    server.base = f"http://{host}:{port}"
    try:
        yield server
    finally:
        listener.close()
        await server.stop()


async def echo(writer, target):
    writer.write(http(target.encode()))


async def silence(writer, target):
    """Answer nothing, but see it when the client has had enough."""


def saying(*parts):
    async def answer(writer, target):
        for part in parts:
            writer.write(part)

    return answer


async def get(client, server):
    return await client.get(f"{server.base}/")
