"""In which orders two acts may take their turns, those with the fewest interruptions first."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self, TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Order:
    """Who begins, 0 or 1, and after which turns the one who is at it gives way to the other."""

    first: int
    switches: tuple[int, ...] = ()

    def interrupted(self, turn: int) -> Self:
        """Return the order with one interruption more, after all others."""
        return attrs.evolve(self, switches=(*self.switches, turn))

    @property
    def last(self) -> int:
        return self.switches[-1] if self.switches else 0


class Performed(Protocol):
    """What the orders need to know of how one of them went.

    Attributes:
        order: the order.
        forks: the turns after which the one at it might have given way, but did not.
    """

    order: Order
    forks: Sequence[int]


P = TypeVar("P", bound=Performed)


@attrs.define
class Orders:
    """Every order of two acts, or so many: all with no interruption, all with one, and so on.

    Where not all of the same number of interruptions can be had, they are taken evenly from the
    earliest to the latest.

    Attributes:
        taken: how many were performed.
        capped: whether there are more.
    """

    most: int
    taken: int = 0
    capped: bool = False

    def performed(self, perform: Callable[[Order], P]) -> Iterator[P]:
        """Perform one order after another."""
        level = [Order(0), Order(1)]
        while level and not self.capped:
            chosen = spread(level, self.most - self.taken)
            self.capped = len(chosen) < len(level)
            level = []
            for order in chosen:
                performed = perform(order)
                self.taken += 1
                yield performed
                later = (turn for turn in performed.forks if turn > order.last)
                level.extend(order.interrupted(turn) for turn in later)


def spread(things: Sequence[T], most: int) -> list[T]:
    """Return at most so many, evenly from the first to the last."""
    if len(things) <= most:
        return list(things)
    return [things[n * len(things) // most] for n in range(most)]
