"""One thread that writes an SQLite file, committing what has gathered as one group.

Many batches share one flush of the disk. A savepoint around each keeps one conflict from taking
its neighbours along, and nobody is told before the flush is done.
"""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Sequence
from queue import SimpleQueue
from typing import Final

import attrs

from adapters.persistence.sql.changes import HELD
from adapters.persistence.sql.driver import Step
from domain.model.errors import StoreUnavailable, WriteConflict

_GROUP_MOST: Final = 256
_NOT_HELD: Final = f"NOT NULL constraint failed: {HELD}"
_TAKEN: Final = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)

Outcome = int | Exception


@attrs.frozen(eq=False)
class _Job:
    steps: Sequence[Step]
    answer: asyncio.Future[int]


class GroupCommit:
    """Accepts batches from any event loop and answers each after its commit is durable."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection of its own, in autocommit mode, that no other thread touches."""
        self._connection = connection
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="guiyi-writer", daemon=True)
        self._thread.start()

    async def commit(self, steps: Sequence[Step]) -> int:
        """Return how many rows the batch changed, once it is durable.

        Raises:
            WriteConflict: a guard failed; nothing of the batch is stored.
            StoreUnavailable: the group could not be committed.
        """
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._jobs.put(_Job(steps, answer))
        return await answer

    def close(self) -> None:
        """Commit what was accepted, then let the file go."""
        self._jobs.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        going_on = True
        while going_on:
            jobs, going_on = self._gather()
            if jobs:
                _answer(jobs, self._commit_group(jobs))

    def _gather(self) -> tuple[list[_Job], bool]:
        """Wait for one job and take whatever else has come meanwhile."""
        jobs: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            jobs.append(job)
            if self._jobs.empty() or len(jobs) == _GROUP_MOST:
                return jobs, True
            job = self._jobs.get()
        return jobs, False

    def _commit_group(self, jobs: Sequence[_Job]) -> list[Outcome]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(job.steps) for job in jobs]
            self._connection.execute("COMMIT")
        except Exception as error:
            # Whatever it is, every caller must be told.
            self._roll_back()
            return [_translated(error) for _ in jobs]
        return outcomes

    def _attempt(self, steps: Sequence[Step]) -> Outcome:
        self._connection.execute("SAVEPOINT batch")
        try:
            changed = sum(_carry_out(self._connection, step) for step in steps)
        except sqlite3.OperationalError:
            raise  # the file itself is in trouble, and with it the whole group
        except Exception as error:
            self._connection.execute("ROLLBACK TO batch")
            self._connection.execute("RELEASE batch")
            return _translated(error)
        self._connection.execute("RELEASE batch")
        return changed

    def _roll_back(self) -> None:
        # Should this fail too, the next BEGIN fails, and tries it again: the thread lives on.
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _carry_out(connection: sqlite3.Connection, step: Step) -> int:
    changed = connection.execute(step.statement.text, step.arguments).rowcount
    if step.guarded and changed != 1:
        raise WriteConflict
    return changed


def _translated(error: Exception) -> Exception:
    if isinstance(error, sqlite3.IntegrityError) and _is_conflict(error):
        return WriteConflict()
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return error  # a fault of ours
    if isinstance(error, sqlite3.DatabaseError):
        return StoreUnavailable(f"SQLite: {error}")
    return error


def _is_conflict(error: sqlite3.IntegrityError) -> bool:
    return error.sqlite_errorcode in _TAKEN or str(error) == _NOT_HELD


def _answer(jobs: Sequence[_Job], outcomes: Sequence[Outcome]) -> None:
    """Wake each event loop once for all of its callers in the group."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[int], Outcome]]] = {}
    for job, outcome in zip(jobs, outcomes, strict=True):
        by_loop.setdefault(job.answer.get_loop(), []).append((job.answer, outcome))
    for loop, answers in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, answers)
        except RuntimeError:
            # The loop is gone, and with it whoever waited; what was committed stays.
            continue


def _resolve(answers: Sequence[tuple[asyncio.Future[int], Outcome]]) -> None:
    for answer, outcome in answers:
        if answer.done():
            continue
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
