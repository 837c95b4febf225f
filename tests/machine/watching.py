"""Which cells of the decision tables are asked for, whether or not they leave a trace."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from adapters.explaining.tables import TABLES
from domain.model.decision import Decision


@contextmanager
def watched(cells: set[str]) -> Iterator[None]:
    """Note each cell that any use-case lets a table decide."""
    with pytest.MonkeyPatch.context() as patch:
        for table in TABLES:
            noting = _noting(table.decide, cells)
            for module in list(sys.modules.values()):
                if vars(module).get(table.decide.__name__) is table.decide:
                    patch.setattr(module, table.decide.__name__, noting)
        yield


def _noting(decide: Callable[[Any], Decision], cells: set[str]) -> Callable[[Any], Decision]:
    def noting(situation: Any) -> Decision:
        cells.add(situation.cell)
        return decide(situation)

    return noting
