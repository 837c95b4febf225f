"""PostgreSQL by asyncpg: single statements where one will do, short transactions where not."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from functools import lru_cache
from typing import Any, Final, Self

import asyncpg
import attrs
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.engine import Dialect

from adapters.persistence.sql.changes import HELD
from adapters.persistence.sql.compiling import Statement
from adapters.persistence.sql.driver import Step
from adapters.persistence.sql.statements import compile_statements
from adapters.persistence.sql.store import SqlStore
from domain.model.errors import StoreUnavailable, WriteConflict
from ports.vault import Vault

POOL_MOST: Final = 20
WAIT_SECONDS: Final = 1.0
STATEMENT_SECONDS: Final = 2.0

_PLACEHOLDER: Final = re.compile(r"\$(\d+)")
_CONFLICTS: Final = (
    asyncpg.UniqueViolationError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
)


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back to the pool without a reset query.

    Nothing of a session is ever set here, and the query would cost as much as a read; an open
    transaction is rolled back in any case.
    """

    def get_reset_query(self) -> str:
        return ""


class PostgresDriver:
    """Implements adapters.persistence.sql.driver.Driver over a pool of connections."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.dialect: Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
        self.statements = compile_statements(self.dialect)
        self._pool = pool

    @classmethod
    async def connect(cls, url: str, *, statement_seconds: float) -> Self:
        """Connect to a database that has the present schema.

        Raises:
            StoreUnavailable: it cannot be reached.
        """
        with _translating():
            pool = await asyncpg.create_pool(
                url,
                min_size=0,
                max_size=POOL_MOST,
                command_timeout=statement_seconds,
                connection_class=_Connection,
                server_settings={"lock_timeout": "1500ms", "application_name": "guiyi"},
            )
            await pool.fetchval("SELECT 1")
        return cls(pool)

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        with _translating():
            async with self._pool.acquire(timeout=WAIT_SECONDS) as connection:
                rows = await connection.fetch(statement.text, *statement.arguments(values))
        return [statement.row(row) for row in rows]

    async def commit(self, steps: Sequence[Step]) -> int:
        with _translating():
            async with self._pool.acquire(timeout=WAIT_SECONDS) as connection:
                if len(steps) == 1:
                    return await _carry_out(connection, steps[0])
                if all(step.plain for step in steps):
                    return await _carry_out(connection, _united(steps))
                async with connection.transaction():
                    return sum([await _carry_out(connection, step) for step in steps])

    async def aclose(self) -> None:
        await self._pool.close()


@asynccontextmanager
async def open_postgres(
    url: str, vault: Vault, *, statement_seconds: float = STATEMENT_SECONDS
) -> AsyncIterator[SqlStore]:
    """Open the database of the URL; its schema has to be current."""
    driver = await PostgresDriver.connect(url, statement_seconds=statement_seconds)
    async with aclosing(driver):
        yield SqlStore(driver, vault)


async def _carry_out(connection: asyncpg.Connection, step: Step) -> int:
    """Run one statement; a guarded one that changes no row has changed nothing at all."""
    status: str = await connection.execute(step.statement.text, *step.arguments)
    changed = int(status.rpartition(" ")[2])
    if step.guarded and changed != 1:
        raise WriteConflict
    return changed


def _united(steps: Sequence[Step]) -> Step:
    """Make one statement of plain ones: one round trip, and no BEGIN and COMMIT around it."""
    text = _united_text(tuple(step.statement.text for step in steps))
    return Step(
        attrs.evolve(steps[-1].statement, text=text),
        tuple(argument for step in steps for argument in step.arguments),
    )


@lru_cache(maxsize=256)
def _united_text(texts: tuple[str, ...]) -> str:
    numbered, taken = [], 0
    for text in texts:
        numbered.append(_renumbered(text, taken))
        taken += len(set(_PLACEHOLDER.findall(text)))
    parts = ", ".join(f"part{n} AS ({text})" for n, text in enumerate(numbered[:-1]))
    return f"WITH {parts} {numbered[-1]}"


def _renumbered(text: str, taken: int) -> str:
    return _PLACEHOLDER.sub(lambda found: f"${int(found[1]) + taken}", text)


@contextmanager
def _translating() -> Iterator[None]:
    try:
        yield
    except _CONFLICTS as error:
        raise WriteConflict from error
    except asyncpg.NotNullViolationError as error:
        if (error.table_name, error.column_name) != (HELD.table.name, HELD.name):
            raise
        raise WriteConflict from error
    except (
        OSError,
        TimeoutError,
        asyncpg.PostgresConnectionError,
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.ReadOnlySQLTransactionError,
        asyncpg.PostgresSystemError,
        asyncpg.InterfaceError,
        asyncpg.OperatorInterventionError,
        asyncpg.InsufficientResourcesError,
        asyncpg.LockNotAvailableError,
        asyncpg.QueryCanceledError,
    ) as error:
        raise StoreUnavailable(f"PostgreSQL: {type(error).__name__}") from error
