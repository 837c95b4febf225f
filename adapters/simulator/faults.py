"""What goes wrong on demand."""

from collections import deque
from enum import StrEnum
from typing import Final

import attrs

SECONDS_MOST: Final = 60.0


class FaultKind(StrEnum):
    """One way to fail.

    RESET, BAD_GATEWAY, REDIRECT and ERRCODE come before WeChat has done anything; after all the
    others the request was carried out, and its code is spent.
    """

    DELAY = "delay"
    RESET = "reset"
    LOST_ANSWER = "lost_answer"
    BAD_GATEWAY = "bad_gateway"
    REDIRECT = "redirect"
    ERRCODE = "errcode"
    EMPTY = "empty"
    CUT = "cut"
    CONTROL_CHAR = "control_char"
    INVALID_UTF8 = "invalid_utf8"
    BOM = "bom"
    HUGE = "huge"
    STRING_ERRCODE = "string_errcode"
    EXTRA_FIELD = "extra_field"
    DRIP = "drip"
    NULL = "null"
    LIST = "list"


@attrs.frozen
class Fault:
    """A fault; `seconds` of real time belong to DELAY and DRIP, `errcode` to ERRCODE."""

    kind: FaultKind
    seconds: float = 5.0
    errcode: int = -1


class Faults:
    """Faults that wait for the next calls, by endpoint, first in first out."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, endpoint: str, fault: Fault, times: int) -> None:
        """Let so many calls of the endpoint fail."""
        self._waiting.setdefault(endpoint, deque()).extend([fault] * times)

    def take(self, endpoint: str) -> Fault | None:
        """Return the fault for the call that is being answered."""
        waiting = self._waiting.get(endpoint)
        return waiting.popleft() if waiting else None

    def waiting(self) -> dict[str, list[FaultKind]]:
        """Return what the next calls will meet."""
        return {
            endpoint: [fault.kind for fault in faults]
            for endpoint, faults in self._waiting.items()
            if faults
        }

    def reset(self) -> None:
        """Forget all of them."""
        self._waiting.clear()
