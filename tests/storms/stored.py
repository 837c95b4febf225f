"""What an SQLite file holds, read beside the service."""

import sqlite3
from contextlib import closing


def rows(storage: str) -> dict[str, int]:
    """Count the rows of every table."""
    path = storage.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in tables.fetchall()
        }
