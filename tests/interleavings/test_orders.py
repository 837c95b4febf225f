"""The orders themselves: each once, all that could be told apart, the same every time."""

from itertools import combinations
from math import comb

import attrs
import pytest

from tests.acts.table import act
from tests.interleavings.duet import Move, perform, turn
from tests.interleavings.exploring import explore
from tests.interleavings.orders import Order, Orders, spread

LOOK, CHANGE = Move("store.account"), Move("store.apply")


@attrs.frozen
class Race:
    """Two who make their moves; `moves` tells who made each of them."""

    order: Order
    forks: list[int]
    moves: str


def race(one: list[Move], other: list[Move]) -> list[Race]:
    return list(Orders(10_000).performed(lambda order: run(one, other, order)))


def run(one: list[Move], other: list[Move], order: Order) -> Race:
    async def make(name: str, moves: list[Move]) -> None:
        for move in moves:
            await turn(move)
            made.append(name)

    made: list[str] = []
    performance = perform((lambda: make("a", one), lambda: make("b", other)), order)
    return Race(order, list(performance.forks), "".join(made))


def seen(moves: str, one: list[Move], other: list[Move]) -> frozenset[tuple[int, int]]:
    """Return which moves of the one come before which of the other, where that can be told."""
    at = {name: [n for n, who in enumerate(moves) if who == name] for name in "ab"}
    return frozenset(
        (i, j)
        for i, first in enumerate(one)
        for j, second in enumerate(other)
        if first.meets(second) and at["a"][i] < at["b"][j]
    )


@pytest.mark.parametrize(("one", "other"), [(1, 1), (3, 2), (4, 4)])
def test_every_order_is_taken_once(one, other):
    taken = [each.moves for each in race([CHANGE] * one, [CHANGE] * other)]
    assert len(taken) == len(set(taken))
    assert len(set(taken)) == comb(one + other, one)


@pytest.mark.parametrize("one", [[LOOK, LOOK, CHANGE], [LOOK, CHANGE, LOOK, CHANGE]])
@pytest.mark.parametrize("other", [[LOOK, LOOK], [LOOK, CHANGE], [CHANGE, LOOK, LOOK, CHANGE]])
def test_of_orders_that_nobody_could_tell_apart_few_are_taken(one, other):
    taken = [each.moves for each in race(one, other)]
    turns = range(len(one) + len(other))
    possible = [
        "".join("a" if n in ones else "b" for n in turns) for ones in combinations(turns, len(one))
    ]
    assert {seen(each, one, other) for each in taken} == {
        seen(each, one, other) for each in possible
    }
    assert len(set(taken)) == len(taken) < len(possible)


def test_a_vendor_spends_each_code_by_itself():
    one, other = Move("mini_program.exchange", ("1",)), Move("mini_program.exchange", ("2",))
    assert one.meets(one)
    assert not one.meets(other)
    assert not one.meets(CHANGE)


def test_fewer_interruptions_come_first():
    interruptions = [len(each.order.switches) for each in race([CHANGE] * 4, [CHANGE] * 4)]
    assert interruptions == sorted(interruptions)


def test_what_is_left_out_is_left_out_evenly():
    assert spread(range(100), 5) == [0, 20, 40, 60, 80]
    assert spread([1, 2], 5) == [1, 2]


def test_a_pair_goes_alike_each_time():
    pair = act("bob_binds_a_free_number"), act("ann_changes_her_number")
    assert explore(pair, 50) == explore(pair, 50)
