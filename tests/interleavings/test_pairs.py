"""Every two acts at once, through the orders of their calls: nothing breaks, nothing is lost."""

import time

import pytest

from tests.acts.table import ACTS
from tests.interleavings.company import pairs_in_company
from tests.interleavings.exploring import every_pair, explore_all

QUICKLY = 6
THOROUGHLY = 2_000


@pytest.mark.parametrize(
    ("pairs", "most"),
    [
        pytest.param(pairs_in_company, QUICKLY, id="quick"),
        pytest.param(every_pair, THOROUGHLY, id="thorough", marks=pytest.mark.soak),
    ],
)
def test_nobody_comes_between(pairs, most):
    began = time.process_time()
    explored = explore_all(list(pairs(ACTS)), most)
    took = f"{time.process_time() - began:.0f} s of CPU"
    print(f"\ninterleavings: {len(ACTS)} acts, {explored} than {most}, {took}")
    first_of_each = {(*fault.acts, fault.what): fault.order for fault in explored.faults}
    assert first_of_each == {}
