"""The orders themselves: each once, all of them, the same every time."""

from math import comb

import attrs
import pytest

from tests.acts.table import act
from tests.interleavings.duet import _turn, perform
from tests.interleavings.exploring import explore
from tests.interleavings.orders import Order, Orders, spread


@attrs.frozen
class Race:
    """Two who make so many moves each; `moves` tells who made each of them."""

    order: Order
    forks: list[int]
    moves: str


def race(one: int, other: int, most: int) -> list[Race]:
    return list(Orders(most).performed(lambda order: run(one, other, order)))


def run(one: int, other: int, order: Order) -> Race:
    async def moves(name: str, count: int) -> None:
        for _ in range(count):
            await _turn()
            made.append(name)

    made: list[str] = []
    performance = perform((lambda: moves("a", one), lambda: moves("b", other)), order)
    return Race(order, list(performance.forks), "".join(made))


@pytest.mark.parametrize(("one", "other"), [(1, 1), (3, 2), (4, 4)])
def test_every_order_is_taken_once(one, other):
    taken = [each.moves for each in race(one, other, 10_000)]
    assert len(taken) == len(set(taken))
    assert len(set(taken)) == comb(one + other, one)


def test_fewer_interruptions_come_first():
    interruptions = [len(each.order.switches) for each in race(4, 4, 10_000)]
    assert interruptions == sorted(interruptions)


def test_what_is_left_out_is_left_out_evenly():
    assert spread(range(100), 5) == [0, 20, 40, 60, 80]
    assert spread([1, 2], 5) == [1, 2]


def test_a_pair_goes_alike_each_time():
    pair = act("bob_binds_a_free_number"), act("ann_changes_her_number")
    assert explore(pair, 50) == explore(pair, 50)
