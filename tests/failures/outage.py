"""A port that fails at one call, before it does anything or after it has done all."""

from asyncio import CancelledError
from enum import StrEnum
from typing import Any, Final

import attrs

from domain.model.errors import ProviderUnavailable, StoreUnavailable
from domain.model.phone_errors import SmsUnavailable
from tests.acts.lens import CHANGING, Call


class Moment(StrEnum):
    """When a call fails: nothing was done of it, or all was, and the answer got lost."""

    BEFORE = "before"
    AFTER = "after"


# A hash cannot fail; but whoever waits for one may have hung up.
_ERRORS: Final[dict[str, type[BaseException]]] = {
    "store": StoreUnavailable,
    "mini_program": ProviderUnavailable,
    "web_login": ProviderUnavailable,
    "sms": SmsUnavailable,
    "passwords": CancelledError,
}


@attrs.define
class Journal:
    """Notes the calls of an act that nothing disturbs."""

    calls: list[str] = attrs.field(factory=list)

    async def __call__(self, name: str, call: Call) -> Any:
        self.calls.append(name)
        return await call()


@attrs.define
class Outage:
    """Fails at the call of this number, the first being 1."""

    at: int
    moment: Moment
    calls: int = 0

    async def __call__(self, name: str, call: Call) -> Any:
        self.calls += 1
        if self.calls != self.at:
            return await call()
        if self.moment is Moment.AFTER:
            await call()
        raise error_of(name)


def outages(calls: list[str]) -> list[Outage]:
    """Return every way in which one of these calls may fail.

    A lost answer matters where something was changed.
    """
    return [
        Outage(at, moment)
        for at, name in enumerate(calls, start=1)
        for moment in Moment
        if moment is Moment.BEFORE or name in CHANGING
    ]


def error_of(name: str) -> type[BaseException]:
    """Return the error of a port that has this call."""
    return _ERRORS[name.partition(".")[0]]
