"""Runs two acts through the orders of their calls."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations_with_replacement
from typing import Final, Self

import attrs

from tests.acts.act import Act
from tests.acts.cast import Cast, stage
from tests.acts.lens import clear, straight
from tests.acts.world import Saved, World
from tests.interleavings.duet import Performance, call_by_call, perform
from tests.interleavings.judging import Judge
from tests.interleavings.orders import Order, Orders

Pair = tuple[Act, Act]

# One of two acts, the other, or both.
_ABSENT: Final = ((0,), (1,), (0, 1))


@attrs.frozen
class Fault:
    """What went wrong with two acts, and the order that shows it."""

    acts: tuple[str, str]
    order: Order
    what: str


@attrs.frozen
class Explored:
    """What came of exploring; of several explorations, all together."""

    pairs: int = 0
    orders: int = 0
    capped: int = 0
    faults: tuple[Fault, ...] = ()

    def __add__(self, other: Self) -> Self:
        return attrs.evolve(
            self,
            pairs=self.pairs + other.pairs,
            orders=self.orders + other.orders,
            capped=self.capped + other.capped,
            faults=(*self.faults, *other.faults),
        )

    def __str__(self) -> str:
        return f"{self.pairs} pairs, {self.orders} orders, {self.capped} pairs have more"


def explore_all(pairs: Sequence[Pair], most: int) -> Explored:
    """Run every pair through so many orders at most."""
    return sum((explore(pair, most) for pair in pairs), Explored())


def explore(pair: Pair, most: int) -> Explored:
    """Run two acts through so many orders at most; an act with itself is a request sent twice."""
    world, cast, begin = _stage()
    world.restore(begin)
    one, other = pair
    first = straight(one.prepare(world, cast))
    second = first if one is other else straight(other.prepare(world, cast))
    ready = world.save()

    def in_order(order: Order, absent: Sequence[int] = ()) -> Performance:
        world.restore(ready)
        world.eye.lens = call_by_call
        try:
            return perform((first, second), order, absent=absent)
        finally:
            world.eye.lens = clear

    judge, orders = Judge(world), Orders(most)
    for absent in _ABSENT:
        judge.learn(in_order(Order(0), absent))
    if one is other:
        judge.learn_echo(in_order(Order(0), absent=(1,)))
    faults = [
        Fault((one.name, other.name), performance.order, fault)
        for performance in orders.performed(in_order)
        for fault in judge.faults(performance)
    ]
    return Explored(1, orders.taken, int(orders.capped), tuple(faults))


def every_pair(acts: Sequence[Act]) -> Iterator[Pair]:
    """Return every two acts, and each with itself."""
    return combinations_with_replacement(acts, 2)


@cache
def _stage() -> tuple[World, Cast, Saved]:
    world, cast = straight(stage())
    return world, cast, world.save()
