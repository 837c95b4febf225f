"""The caps on texts as the documents put them, in a few lines that share none with the product.

A window opens with the first text that counts in it. A text counts in all of its windows, or in
none where one of them is full. Times are in milliseconds, whole ones, so that nothing is rounded.
"""

import socket
from collections import Counter
from collections.abc import Iterator

import attrs

SECOND = 1000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
OF_NUMBER = {"number/60 s": (1, 60 * SECOND), "number/h": (5, HOUR), "number/day": (10, DAY)}
OF_NETWORK = 20


@attrs.frozen
class Window:
    """How many counted so far, how many may, and when it is over."""

    most: int
    ends: int
    count: int = 0

    @property
    def is_full(self) -> bool:
        return self.count >= self.most


@attrs.define
class Caps:
    """What may still be sent; `refused` tells by the name of a cap how often it was reached."""

    a_day: int
    admitted: int = 0
    refused: Counter[str] = attrs.field(factory=Counter)
    _windows: dict[tuple[str, object], Window] = attrs.field(factory=dict)

    def wait(self, number: str, address: str, at: int) -> int | None:
        """Count a text and return None; or return after how many seconds to ask again."""
        windows = {
            (cap, subject): self._at((cap, subject), at, most, span)
            for cap, subject, most, span in self._counted(number, network_of(address))
        }
        full = {key: window for key, window in windows.items() if window.is_full}
        if full:
            self.refused.update(cap for cap, _ in full)
            return -(-max(window.ends - at for window in full.values()) // SECOND)
        self.admitted += 1
        for key, window in windows.items():
            self._windows[key] = attrs.evolve(window, count=window.count + 1)
        return None

    def _counted(self, number: str, network: bytes) -> Iterator[tuple[str, object, int, int]]:
        yield from ((cap, number, *of) for cap, of in OF_NUMBER.items())
        yield "network/h", network, OF_NETWORK, HOUR
        yield "all/day", "", self.a_day, DAY

    def _at(self, key: tuple[str, object], at: int, most: int, span: int) -> Window:
        window = self._windows.get(key)
        return Window(most, at + span) if window is None or window.ends <= at else window


def network_of(address: str) -> bytes:
    """Return the first 24 bits of an IPv4 address, the first 64 of an IPv6 one."""
    if ":" in address:
        return socket.inet_pton(socket.AF_INET6, address)[:8]
    return socket.inet_pton(socket.AF_INET, address)[:3]
