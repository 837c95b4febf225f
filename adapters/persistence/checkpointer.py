"""Moves an SQLite write-ahead log into its file, off the path of every write."""

import sqlite3
import threading
from typing import Final

_EVERY_SECONDS: Final = 0.5
_PAGES_MOST: Final = 16_384


class Checkpointer:
    """A thread with a connection of its own.

    PASSIVE waits for nobody, but under steady writes the log only grows; past 64 MiB of 4 KiB
    pages it is cut off, which writers wait for.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that no other thread touches."""
        self._connection = connection
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="guiyi-checkpointer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop, and let the file go."""
        self._stop.set()
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            try:
                _, pages, _ = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if pages > _PAGES_MOST:
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                # Somebody else is checkpointing; the next round comes soon.
                continue
