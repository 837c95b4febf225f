"""Which one-time codes were sent already."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Final

from domain.model.errors import CodeRejected
from ports.system import Clock

REMEMBERED: Final = timedelta(minutes=10)
MOST: Final = 32_768

CODE: Final = re.compile(r"[!-~]{1,512}")
"""What a one-time code may look like; anything else is not worth sending."""


class SpentCodes:
    """Remembers digests of codes, each for at least ten minutes: no code lives longer.

    There are two generations, and the older is forgotten when the younger is ten minutes old. It
    is also forgotten when the younger is full, for memory has to end somewhere; WeChat's own
    memory does not.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._young: set[bytes] = set()
        self._old: set[bytes] = set()
        self._since: datetime = clock.now()

    def spend(self, app_id: str, code: str) -> None:
        """Mark a code as sent, before it is.

        Raises:
            CodeRejected: it is marked already.
        """
        digest = _digest(app_id, code)
        self._grow_older()
        if digest in self._young or digest in self._old:
            raise CodeRejected
        self._young.add(digest)

    def forget(self, app_id: str, code: str) -> None:
        """Take the mark back: WeChat has refused the call before it looked at the code."""
        digest = _digest(app_id, code)
        self._young.discard(digest)
        self._old.discard(digest)

    def _grow_older(self) -> None:
        now = self._clock.now()
        if now - self._since >= REMEMBERED or len(self._young) >= MOST:
            self._old, self._young, self._since = self._young, set(), now


def _digest(app_id: str, code: str) -> bytes:
    return hashlib.sha256(f"{app_id} {code}".encode()).digest()
