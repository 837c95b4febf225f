"""The very queries of `guiyi check`, asked of a store in memory."""

import sqlite3
from functools import cache
from itertools import takewhile
from typing import Any, Final

import attrs
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from adapters.persistence.memory import MemoryStore
from adapters.persistence.memory_tables import Tables
from adapters.persistence.sql import shorthand as rows
from adapters.persistence.sql.compiling import Statement, compile_statement
from adapters.persistence.sql.invariant import Invariant
from adapters.persistence.sql.invariants import invariants
from ports.upkeep import Violation
from tests.acts.rows import Rows, contents

_DIALECT: Final = sqlite.dialect(paramstyle="qmark")


@attrs.frozen
class Check:
    """A database without a single constraint, for what is broken has to fit in as well.

    Attributes:
        filled: what the rows of each table were made from.
    """

    connection: sqlite3.Connection
    inserts: dict[str, Statement]
    queries: list[tuple[Invariant, Statement]]
    filled: dict[str, list[Any]]

    @classmethod
    def over(cls, *tables: Table) -> "Check":
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        for table in tables:
            connection.execute(f"CREATE TABLE {table} ({', '.join(table.columns.keys())})")
        return cls(
            connection,
            {table.name: compile_statement(table.insert(), _DIALECT) for table in tables},
            [(one, compile_statement(one.violations, _DIALECT)) for one in invariants()],
            {table.name: [] for table in tables},
        )

    def fill(self, table: str, of_table: Rows) -> None:
        """Replace the rows of a table, from the first on that is another."""
        as_row, things = of_table
        wanted, insert = list(things), self.inserts[table]
        alike = zip(wanted, self.filled[table], strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike))
        self.connection.execute(f"DELETE FROM {table} WHERE rowid > ?", (same,))
        added = (insert.arguments(as_row(one)) for one in wanted[same:])
        self.connection.executemany(insert.text, added)
        self.filled[table] = wanted

    def violations(self) -> list[Violation]:
        return [
            Violation(invariant.name, invariant.statement, str(query.row(row)[0]))
            for invariant, query in self.queries
            for row in self.connection.execute(query.text, query.arguments({}))
        ]


def broken(store: MemoryStore) -> list[Violation]:
    """Return what breaks an invariant, by the SQL that the operator's own check runs."""
    check = _check()
    for table, of_table in contents(store.tables).items():
        check.fill(table, of_table)
    return check.violations()


@cache
def _check() -> Check:
    names = contents(Tables())
    return Check.over(*(rows.accounts.metadata.tables[name] for name in names))
