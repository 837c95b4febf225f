"""Texts that SMS vendors delivered."""

from collections import deque
from datetime import datetime
from typing import Final

import attrs

from adapters.simulator.clock import VirtualClock

KEPT: Final = 5_000


@attrs.frozen(kw_only=True)
class Text:
    """One text and who got it: None when nobody had the number; `code` is what it tells."""

    at: datetime
    vendor: str
    number: str
    person: str | None
    code: str
    text: str


class Inbox:
    """The latest texts of all people; a number that nobody had swallowed its own."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._texts: deque[Text] = deque(maxlen=KEPT)

    def deliver(
        self, number: str, person: str | None, *, vendor: str, code: str, text: str
    ) -> None:
        """Hand a text to whoever has the number now."""
        self._texts.append(
            Text(
                at=self._clock.now(),
                vendor=vendor,
                number=number,
                person=person,
                code=code,
                text=text,
            )
        )

    def texts(self, *, person: str | None = None, number: str | None = None) -> list[Text]:
        """Return all texts, or what this person got, or what was sent to this number."""
        return [
            one
            for one in self._texts
            if person in {None, one.person} and number in {None, one.number}
        ]
