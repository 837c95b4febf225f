"""SQLite: reads on the event loop, one writer thread, full durability."""

import sqlite3
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect

from adapters.persistence.checkpointer import Checkpointer
from adapters.persistence.group_commit import GroupCommit
from adapters.persistence.sql.compiling import Statement
from adapters.persistence.sql.driver import Step
from adapters.persistence.sql.statements import compile_statements
from adapters.persistence.sql.store import SqlStore
from domain.model.errors import StoreUnavailable
from ports.vault import Vault

BUSY_SECONDS: Final = 5.0

_RETRY_SECONDS: Final = 0.01
_PRAGMAS: Final = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 0",
)


class SqliteDriver:
    """Implements adapters.persistence.sql.driver.Driver over one file.

    A read takes some ten microseconds and never waits for the writer (write-ahead log), so it
    stays on the loop; a write would wait for the disk, so it does not.
    """

    def __init__(self, path: str) -> None:
        """Open a file that has the present schema."""
        self.dialect: Dialect = sqlite.dialect(paramstyle="qmark")
        self.statements = compile_statements(self.dialect)
        self._reader = connect(path)
        self._reader.execute("PRAGMA query_only = ON")
        self._writer = GroupCommit(connect(path))
        self._checkpointer = Checkpointer(connect(path))

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        try:
            rows = self._reader.execute(statement.text, statement.arguments(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(f"SQLite: {error}") from error
        return [statement.row(row) for row in rows]

    async def commit(self, steps: Sequence[Step]) -> int:
        return await self._writer.commit(steps)

    async def aclose(self) -> None:
        self._writer.close()
        self._checkpointer.close()
        self._reader.close()


@asynccontextmanager
async def open_sqlite(url: str, vault: Vault, **_: float) -> AsyncIterator[SqlStore]:
    """Open the file of a URL such as `sqlite:///guiyi.db`; its schema has to be current."""
    async with aclosing(SqliteDriver(url.removeprefix("sqlite:///"))) as driver:
        yield SqlStore(driver, vault)


def connect(path: str) -> sqlite3.Connection:
    """Return a connection in autocommit mode, write-ahead logging and flushing at each commit.

    Raises:
        StoreUnavailable: there is no such file, or it is no database.
    """
    try:
        connection = sqlite3.connect(
            f"file:{quote(path)}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        _write_ahead(connection)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(f"SQLite: {error}") from error
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    # SQLite's own timeout does not cover this switch, and nodes starting together meet in it.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return
