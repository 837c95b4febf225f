"""Reaches into the database behind a running service, as only a test or a thief does."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg

TABLES = (
    "accounts", "identities", "passwords", "sessions", "session_keys", "one_time", "limits",
    "audit", "events", "merge_cases",
)  # fmt: skip


def execute(url: str, *, sqlite: str, postgres: str) -> None:
    """Run one statement beside the service."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(_file(url))) as database:
            database.execute(sqlite)
            database.commit()
    else:
        asyncio.run(_ask_postgres(url, postgres))


def let_session_keys_age(url: str) -> None:
    """Make every session key look as if WeChat had given it eleven minutes ago."""
    execute(
        url,
        sqlite="UPDATE session_keys SET received_at = received_at - 660000000",
        postgres="UPDATE session_keys SET received_at = received_at - interval '11 minutes'",
    )


def spoil_seals(url: str) -> None:
    """Put rubbish in the place of every sealed session key."""
    statement = "UPDATE session_keys SET sealed = key_mac"
    execute(url, sqlite=statement, postgres=statement)


def spoil_accounts(url: str) -> None:
    """Give every account a status that nobody has heard of."""
    statement = "UPDATE accounts SET status = 'nonsense'"
    execute(url, sqlite=statement, postgres=statement)


def rename(url: str, table: str, name: str) -> None:
    """Take a table away from the service, or give it back."""
    statement = f"ALTER TABLE {table} RENAME TO {name}"
    execute(url, sqlite=statement, postgres=statement)


def password_hashes(url: str) -> list[str]:
    """Return every hash of a password."""
    statement = "SELECT hashed FROM passwords"
    if not url.startswith("sqlite:"):
        return [row["hashed"] for row in asyncio.run(_ask_postgres(url, statement))]
    with closing(sqlite3.connect(_file(url))) as database:
        return [hashed for (hashed,) in database.execute(statement)]


def at_rest(url: str) -> bytes:
    """Return everything a thief of the database holds: all bytes of the files, or all rows."""
    if url.startswith("sqlite:"):
        return b"".join(file.read_bytes() for file in _file(url).parent.glob("*.db*"))
    return b"\n".join(
        row["row"].encode()
        for table in TABLES
        for row in asyncio.run(_ask_postgres(url, f"SELECT t::text AS row FROM {table} t"))
    )


def rows(url: str) -> bytes:
    """Return all rows, in an order that does not depend on when it is asked."""
    if not url.startswith("sqlite:"):
        return at_rest(url)
    with closing(sqlite3.connect(_file(url))) as database:
        found = (database.execute(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES)
        return repr([list(one) for one in found]).encode()


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def _ask_postgres(url: str, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()
