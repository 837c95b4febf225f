"""Every two acts at once, through the orders of their calls: nothing breaks, nothing is lost."""

import pytest

from tests.acts.table import ACTS
from tests.interleavings.exploring import every_pair, explore_all

QUICKLY = 6
THOROUGHLY = 2_000


@pytest.mark.parametrize(
    "most", [QUICKLY, pytest.param(THOROUGHLY, marks=pytest.mark.soak)], ids=["quick", "thorough"]
)
def test_nobody_comes_between(most):
    explored = explore_all(list(every_pair(ACTS)), most)
    print(f"\ninterleavings: {len(ACTS)} acts, {explored} than {most}")
    first_of_each = {(*fault.acts, fault.what): fault.order for fault in explored.faults}
    assert first_of_each == {}
