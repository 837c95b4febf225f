"""Codes that WeChat hands to a mini program: five minutes, one use."""

from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

import attrs

from adapters.simulator.clock import VirtualClock

CODE_LIFETIME: Final = timedelta(minutes=5)


@attrs.define(kw_only=True)
class OneTimeCode:
    """A code, whose it is, and when it was spent."""

    value: str
    app_id: str
    person_id: str
    issued_at: datetime
    used_at: datetime | None = None


Code = TypeVar("Code", bound=OneTimeCode)


class OneTimeCodes(Generic[Code]):
    """All codes of one kind that are still in their five minutes, used or not."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._codes: dict[str, Code] = {}

    def find(self, value: str) -> Code | None:
        """Return the code; None when it was never issued or is too old, even if it was used."""
        code = self._codes.get(value)
        return None if code is None or self._is_old(code) else code

    def _add(self, code: Code) -> Code:
        """Keep a new code; those past their life are forgotten."""
        while self._codes and self._is_old(oldest := next(iter(self._codes.values()))):
            del self._codes[oldest.value]
        self._codes[code.value] = code
        return code

    def _is_old(self, code: Code) -> bool:
        return self._clock.now() - code.issued_at >= CODE_LIFETIME
