"""One-time codes of `wx.login`."""

import secrets
import string
from datetime import datetime, timedelta
from typing import Final

import attrs

from adapters.simulator.clock import VirtualClock

CODE_LIFETIME: Final = timedelta(minutes=5)
_ALPHABET: Final = string.ascii_letters + string.digits
_LENGTH: Final = 32


@attrs.define
class LoginCode:
    """A code, whose it is, and when it was spent."""

    value: str
    app_id: str
    person_id: str
    issued_at: datetime
    used_at: datetime | None = None


class LoginCodes:
    """All codes that are still in their five minutes, used or not."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._codes: dict[str, LoginCode] = {}

    def issue(self, app_id: str, person_id: str) -> LoginCode:
        """Return a new code; codes past their life are forgotten."""
        self._forget_old()
        value = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        code = LoginCode(value, app_id, person_id, self._clock.now())
        self._codes[value] = code
        return code

    def find(self, value: str) -> LoginCode | None:
        """Return the code; None when it was never issued or is too old, even if it was used."""
        code = self._codes.get(value)
        return None if code is None or self._is_old(code) else code

    def _is_old(self, code: LoginCode) -> bool:
        return self._clock.now() - code.issued_at >= CODE_LIFETIME

    def _forget_old(self) -> None:
        while self._codes and self._is_old(oldest := next(iter(self._codes.values()))):
            del self._codes[oldest.value]
