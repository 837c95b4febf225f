"""The load: connections kept alive, each with one request under way at a time."""

import asyncio
import math
import time
from array import array
from collections.abc import Sequence
from typing import Final, cast

import attrs
import httptools
import uvloop

from benchmarks.crowd import Crowd
from benchmarks.scenarios import Answer, Scenario, Visit, WrongAnswer

CONNECTIONS: Final = 16
_GRACE_SECONDS: Final = 30


@attrs.frozen
class Load:
    """How many requests were answered, all of them rightly, and in what time."""

    answers: int
    seconds: float
    latencies: Sequence[float]

    def percentile(self, share: float) -> float:
        """Return the latency in seconds that this share of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[math.ceil(share * len(ordered)) - 1] if ordered else math.nan


@attrs.define
class _Window:
    """Open until a moment has come or enough requests were sent."""

    until: float
    left: float
    latencies: "array[float]" = attrs.field(factory=lambda: array("d"))

    def admits(self) -> bool:
        self.left -= 1
        return self.left >= 0 and time.perf_counter() < self.until


class _Connection(asyncio.Protocol):
    """Sends what its visit yields, and sends the visit the answers."""

    def __init__(self, visit: Visit, window: _Window) -> None:
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._visit = visit
        self._window = window
        self._parser = httptools.HttpResponseParser(self)
        self._body = b""
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._go_on(None)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._finish(error or WrongAnswer("the server hung up"))

    def on_message_begin(self) -> None:
        self._body = b""

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self._window.latencies.append(time.perf_counter() - self._sent_at)
        self._go_on(Answer(self._parser.get_status_code(), self._body))

    def _go_on(self, answer: Answer | None) -> None:
        try:
            request = next(self._visit) if answer is None else self._visit.send(answer)
        except StopIteration:
            self._finish(None)
        except Exception as error:
            # The parser would wrap it; the run has to end with the error itself.
            self._finish(error)
        else:
            self._send(request)

    def _send(self, request: bytes) -> None:
        if not self._window.admits():
            self._finish(None)
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def _finish(self, error: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_result(None) if error is None else self.finished.set_exception(error)
        self._transport.close()


def load(
    port: int, scenario: Scenario, crowd: Crowd, *, seconds: float, most: float = math.inf
) -> tuple[Load, Crowd]:
    """Let the crowd act at the port of this machine; return it as it is afterwards.

    Raises:
        WrongAnswer, OSError: the service did not do what it has to.
    """
    begun = time.perf_counter()
    window = _Window(begun + seconds, most)
    uvloop.run(_load(port, scenario, crowd, window, patience=seconds + _GRACE_SECONDS))
    return Load(len(window.latencies), time.perf_counter() - begun, window.latencies), crowd


async def _load(
    port: int, scenario: Scenario, crowd: Crowd, window: _Window, *, patience: float
) -> None:
    def connection() -> _Connection:
        return _Connection(scenario(crowd), window)

    connect = asyncio.get_running_loop().create_connection
    async with asyncio.timeout(patience):
        opened = await asyncio.gather(
            *(connect(connection, "127.0.0.1", port) for _ in range(CONNECTIONS))
        )
        await asyncio.gather(*(one.finished for _, one in opened))
