"""What the SQL store asks of a database's driver."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import attrs
from sqlalchemy.engine import Dialect

from adapters.persistence.sql.compiling import Statement
from adapters.persistence.sql.statements import Statements


@attrs.frozen
class Step:
    """One statement of a batch, its arguments ready.

    A guarded step must change exactly one row. A plain one touches no row that a sibling touches,
    so it may share a single statement with them.
    """

    statement: Statement
    arguments: tuple[Any, ...] = attrs.field(repr=False)
    guarded: bool = False
    plain: bool = False


class Driver(Protocol):
    """Runs compiled statements on the raw driver.

    Both methods raise StoreUnavailable when the database cannot be reached in time.
    """

    dialect: Dialect
    statements: Statements

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a read, in the model's types."""

    async def commit(self, steps: Sequence[Step]) -> int:
        """Carry out every step, durably, or none; return how many rows a lone one changed.

        Raises:
            WriteConflict: a unique key was taken, or a guarded step did not change one row.
        """

    async def aclose(self) -> None:
        """Finish what was accepted and let the database go."""
