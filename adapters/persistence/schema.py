"""Brings a database's schema up to date, and tells whether it is."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import asyncpg
import attrs
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from domain.model.errors import StoreUnavailable

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 7_410_216_001


@attrs.frozen
class SchemaVersion:
    """The migration a database stands at, and the newest there is; `None` is an empty one."""

    present: str | None
    newest: str

    @property
    def is_current(self) -> bool:
        return self.present == self.newest


async def migrate(url: str) -> SchemaVersion:
    """Carry out every missing migration in one transaction; return where the schema stood.

    Of several processes at once, one migrates and the others wait for it.
    """
    return await _on_connection(url, _upgrade)


async def schema_version(url: str) -> SchemaVersion:
    """Tell where the schema stands; changes nothing, and makes no file."""
    if _is_missing(make_url(url)):
        return SchemaVersion(None, _newest(_config()))
    return await _on_connection(url, _version)


async def _on_connection(url: str, work: Callable[[Connection], SchemaVersion]) -> SchemaVersion:
    parsed = make_url(url)
    try:
        if parsed.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_on_sqlite, parsed, work)
        return await _on_postgres(url, work)
    except (OSError, DBAPIError, asyncpg.PostgresError) as error:
        raise StoreUnavailable(f"{type(error).__name__}: {error}".splitlines()[0]) from error


def _is_missing(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def _on_postgres(url: str, work: Callable[[Connection], SchemaVersion]) -> SchemaVersion:
    # asyncpg itself reads the URL, as it does for the store: SQLAlchemy knows no `sslmode`.
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _on_sqlite(url: URL, work: Callable[[Connection], SchemaVersion]) -> SchemaVersion:
    # The driver must not begin by itself: it would leave DDL outside of the transaction.
    engine = create_engine(url, poolclass=NullPool, connect_args={"isolation_level": None})
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        version = work(connection)
        connection.exec_driver_sql("COMMIT")
        return version


def _version(connection: Connection) -> SchemaVersion:
    present = MigrationContext.configure(connection).get_current_revision()
    return SchemaVersion(present, _newest(_config()))


def _newest(config: Config) -> str:
    return ScriptDirectory.from_config(config).get_current_head() or ""


def _upgrade(connection: Connection) -> SchemaVersion:
    before = _version(connection)
    if not before.is_current:
        command.upgrade(_config(connection), "head")
    return before


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
