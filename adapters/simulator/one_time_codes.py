"""Codes that a vendor hands out: a few minutes, one use."""

from datetime import datetime, timedelta
from typing import ClassVar, Final, Generic, TypeVar

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
    lifetime: timedelta = CODE_LIFETIME
    used_at: datetime | None = None

    def is_expired(self, now: datetime) -> bool:
        """Tell whether its time is up, used or not."""
        return now - self.issued_at >= self.lifetime


Code = TypeVar("Code", bound=OneTimeCode)


class OneTimeCodes(Generic[Code]):
    """All codes of one kind that still live, used or not, and those that died not long ago."""

    remembered: ClassVar[timedelta] = timedelta()
    """How long a code past its life can still be told from one that never was."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._codes: dict[str, Code] = {}

    def find(self, value: str) -> Code | None:
        """Return the code; None when it was never issued or is too old, even if it was used."""
        code = self._codes.get(value)
        return None if code is None or code.is_expired(self._clock.now()) else code

    def is_expired(self, value: str) -> bool:
        """Tell whether this was a code, as long as that is remembered."""
        code = self._codes.get(value)
        return code is not None and code.is_expired(self._clock.now())

    def _add(self, code: Code) -> Code:
        """Keep a new code; the oldest are forgotten."""
        long_ago = self._clock.now() - self.remembered
        while self._codes and next(iter(self._codes.values())).is_expired(long_ago):
            del self._codes[next(iter(self._codes))]
        self._codes[code.value] = code
        return code
