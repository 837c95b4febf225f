"""Who said what to whom, for people to read."""

from collections import deque
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import attrs
import msgspec

from adapters.simulator.clock import VirtualClock

KEPT: Final = 300
_LONGEST_JSON: Final = 64 * 1024
_LONGEST_TEXT: Final = 1_000
_MASK: Final = "***"
_SECRETS: Final = frozenset({"secret", "client_secret"})


class Leg(StrEnum):
    """Between whom an exchange took place: who asked, and who answered."""

    PHONE_TO_WECHAT = "mini program → WeChat"
    PHONE_TO_SERVICE = "mini program → service"
    PHONE_TO_QQ = "mini program → QQ"
    MOBILE_TO_WECHAT = "mobile app → WeChat"
    BROWSER_TO_WECHAT = "browser → WeChat"
    BROWSER_TO_SERVICE = "browser → service"
    BROWSER_TO_QQ = "browser → QQ"
    SERVICE_TO_WECHAT = "service → WeChat"
    SERVICE_TO_QQ = "service → QQ"
    SERVICE_TO_SMS = "service → SMS"


@attrs.frozen(kw_only=True)
class Exchange:
    """A request and its answer.

    `asked` and `answered` number all that was said, in order: 0 while the answer is awaited.
    `status` is None when no HTTP answer came; `note` says what went wrong on purpose.
    """

    leg: Leg
    at: datetime
    method: str
    path: str
    query: dict[str, Any]
    body: Any
    asked: int
    answered: int = 0
    status: int | None = None
    answer: Any = None
    note: str = ""


class Journal:
    """The latest exchanges; secrets of apps and of SMS accounts never enter."""

    def __init__(self, clock: VirtualClock, secrets: frozenset[str]) -> None:
        self._clock = clock
        self._secrets = secrets - {""}
        self._said = 0
        self.forgotten = 0
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)

    def ask(
        self, leg: Leg, method: str, path: str, *, query: dict[str, Any] | None = None, body: Any
    ) -> int:
        """Write a request down and return its number."""
        self._said += 1
        self._exchanges.append(
            Exchange(
                leg=leg,
                at=self._clock.now(),
                method=method,
                path=path,
                query=self._masked(query or {}),
                body=self._masked(body),
                asked=self._said,
            )
        )
        return self._said

    def answer(self, asked: int, status: int | None, answer: Any, note: str = "") -> None:
        """Write down what came back; a request that was forgotten meanwhile stays so."""
        self._said += 1
        for place, exchange in enumerate(self._exchanges):
            if exchange.asked == asked:
                self._exchanges[place] = attrs.evolve(
                    exchange,
                    answered=self._said,
                    status=status,
                    answer=self._masked(answer),
                    note=note,
                )
                return

    def since(self, said: int) -> list[Exchange]:
        """Return the exchanges of which something was said after this number."""
        return [one for one in self._exchanges if max(one.asked, one.answered) > said]

    def reset(self) -> None:
        """Forget everything; the numbers go on, and `forgotten` is the last before."""
        self.forgotten = self._said
        self._exchanges.clear()

    def _masked(self, value: Any) -> Any:
        match value:
            case dict():
                return {
                    name: _MASK if name in _SECRETS else self._masked(one)
                    for name, one in value.items()
                }
            case list():
                return [self._masked(one) for one in value]
            case str() if any(secret in value for secret in self._secrets):
                return _MASK
            case _:
                return value


def readable(body: bytes) -> Any:
    """Return JSON as what it means, anything else as text; what is too long is shortened."""
    if not body:
        return None
    if len(body) <= _LONGEST_JSON:
        try:
            return msgspec.json.decode(body)
        except (ValueError, RecursionError):
            pass
    text = body.decode(errors="replace")
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
