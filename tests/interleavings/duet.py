"""Two acts on one stage; whoever is told to makes one call of a port."""

from collections.abc import Coroutine, Generator, Sequence
from types import coroutine
from typing import Any, Final

import attrs

from domain.model.errors import TryAgain
from tests.acts.act import Attempt
from tests.acts.lens import CHANGING, VENDORS, Call, straight
from tests.interleavings.orders import Order

# Who never comes to her first call is like somebody who was refused.
NEVER: Final = TryAgain()


@attrs.frozen
class Move:
    """The call of a port: its name, and what is asked."""

    name: str = ""
    asked: tuple[Any, ...] = ()

    def meets(self, other: "Move") -> bool:
        """Tell whether it matters which comes first: one changes what the other looks at.

        A vendor spends one code without a look at any other.
        """
        names = {self.name, other.name}
        if names.isdisjoint(CHANGING):
            return False
        if not names.isdisjoint(VENDORS):
            return self == other
        return len({name.partition(".")[0] for name in names}) == 1


@coroutine
def turn(move: Move) -> Generator[Move, None, None]:
    """Wait until somebody else lets this move be made."""
    yield move


async def call_by_call(name: str, call: Call) -> Any:
    """Wait for one's turn before each call of a port; the call itself takes no time."""
    await turn(Move(name, call.args))
    return straight(call())


class Player:
    """One act, which stands before its next call until it ends.

    Attributes:
        made, next: the move that it made last, and the one it stands before.
    """

    def __init__(self, attempt: Attempt) -> None:
        self._act: Coroutine[Any, Any, Any] = attempt()
        self.ending: Any = NEVER
        self.on = True
        self.made = self.next = Move()
        self.move()

    def move(self) -> None:
        """Make one call, and go on to the next one."""
        try:
            self.made = self.next
            self.next = self._act.send(None)
        except StopIteration as end:
            self.ending, self.on = end.value, False
        except Exception as error:
            self.ending, self.on = error, False

    def leave(self) -> None:
        """Never go on."""
        self._act.close()
        self.on = False


@attrs.frozen
class Performance:
    """How two acts went in an order: what each returned or raised.

    Attributes:
        forks: the turns after which the one at it might have given way, but did not.
    """

    order: Order
    forks: Sequence[int]
    endings: tuple[Any, Any]


def perform(
    attempts: tuple[Attempt, Attempt], order: Order, *, absent: Sequence[int] = ()
) -> Performance:
    """Let two acts take their turns in this order; those that are absent make no call.

    Of orders that nobody could tell apart, for they differ only in which of two calls came first
    that have nothing to do with each other, one is enough: the second act gives way only where
    what it just did means something to the next call of the first.
    """
    players = [Player(attempt) for attempt in attempts]
    for one in absent:
        players[one].leave()
    first, second = players
    at, turns, forks = order.first, 0, []
    while first.on or second.on:
        both = first.on and second.on
        if not players[at].on or (both and turns in order.switches):
            at = 1 - at
        elif both and turns and (at == 0 or second.made.meets(first.next)):
            forks.append(turns)
        players[at].move()
        turns += 1
    return Performance(order, forks, (first.ending, second.ending))
