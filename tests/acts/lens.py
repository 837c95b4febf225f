"""Ports seen through a lens, which may do something about every call; and runs without a loop."""

from collections.abc import Awaitable, Coroutine
from functools import partial
from inspect import iscoroutinefunction
from typing import Any, Final, Protocol

import attrs

VENDORS: Final = frozenset(
    {"mini_program.exchange", "mini_program.redeem_phone", "web_login.exchange"}
)

# What is different once it was called.
CHANGING: Final = VENDORS | {"store.apply", "sms.send"}

Call = partial[Coroutine[Any, None, Any]]


class Lens(Protocol):
    """Makes the call of a port, named such as `store.apply`, in its own way."""

    async def __call__(self, name: str, call: Call) -> Any: ...


async def clear(_name: str, call: Call) -> Any:
    """Do nothing about a call."""
    return await call()


@attrs.define
class Eye:
    """Looks through one lens at a time."""

    lens: Lens = clear


class Seen:
    """A port, each of whose asynchronous methods is called by way of the lens."""

    def __init__(self, name: str, port: Any, eye: Eye) -> None:
        self._name, self._port, self._eye = name, port, eye

    def __getattr__(self, method: str) -> Any:
        real = getattr(self._port, method)
        if not iscoroutinefunction(real):
            return real

        def seen(*args: Any, **named: Any) -> Any:
            return self._eye.lens(name, partial(real, *args, **named))

        name = f"{self._name}.{method}"
        setattr(self, method, seen)
        return seen


def straight(work: Awaitable[Any]) -> Any:
    """Run to the end, without a loop, what never waits for anything but its next turn."""
    steps = work.__await__()
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value
