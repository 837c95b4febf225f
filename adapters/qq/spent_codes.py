"""Which one-time codes were sent already."""

import hashlib
import re
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from domain.model.errors import CodeRejected
from ports.system import Clock

REMEMBERED: Final = timedelta(minutes=10)
MOST: Final = 65_536

_CODE: Final = re.compile(r"[!-~]{1,512}")


class SpentCodes:
    """Remembers digests of codes for as long as QQ honours a code, which is ten minutes.

    The oldest are forgotten before that when there are too many, for memory has to end somewhere;
    QQ's own memory does not.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._spent: OrderedDict[bytes, datetime] = OrderedDict()

    def spend(self, app_id: str, code: str) -> None:
        """Mark a code as sent, before it is.

        Raises:
            CodeRejected: it is marked already, or cannot be a code.
        """
        if not _CODE.fullmatch(code):
            raise CodeRejected
        now = self._clock.now()
        self._forget_old(now)
        digest = hashlib.sha256(f"{app_id} {code}".encode()).digest()
        if digest in self._spent:
            raise CodeRejected
        self._spent[digest] = now

    def _forget_old(self, now: datetime) -> None:
        while self._spent:
            oldest = next(iter(self._spent.values()))
            if now - oldest <= REMEMBERED and len(self._spent) < MOST:
                return
            self._spent.popitem(last=False)
