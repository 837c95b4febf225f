"""The stores that the machine runs over, each run on an empty one."""

import asyncio
import itertools
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from adapters.persistence.memory import MemoryStore
from adapters.persistence.postgres import open_postgres
from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import open_sqlite
from ports.upkeep import Violation
from tests.acts.checking import broken
from tests.keys import a_vault
from tests.servers import Postgres


@attrs.frozen
class Ground:
    """A kind of store, and one loop for everything that is done in it.

    Attributes:
        every: how many steps there are from one check of the whole to the next.
    """

    name: str
    runner: asyncio.Runner
    empty: Callable[[], AbstractContextManager[Any]]
    violations: Callable[[Any], Awaitable[list[Violation]]]
    every: int = 10


@contextmanager
def memory() -> Iterator[Ground]:
    with asyncio.Runner() as runner:
        yield Ground("memory", runner, _empty_memory, _broken)


@contextmanager
def sqlite(folder: Path) -> Iterator[Ground]:
    pattern, numbers = folder / "pattern.db", itertools.count()
    asyncio.run(migrate(f"sqlite:///{pattern}"))

    @contextmanager
    def copy() -> Iterator[str]:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(pattern, path)
        yield f"sqlite:///{path}"
        for file in folder.glob(f"{path.name}*"):
            file.unlink()

    with asyncio.Runner() as runner:
        yield Ground("SQLite", runner, partial(_opened, runner, copy, open_sqlite), _checked)


@contextmanager
def postgres(server: Postgres) -> Iterator[Ground]:
    pattern = server.new_database()
    asyncio.run(migrate(pattern))

    @contextmanager
    def copy() -> Iterator[str]:
        url = server.new_database(template=pattern.rpartition("/")[2])
        yield url
        server.drop_database(url)

    with asyncio.Runner() as runner:
        yield Ground("PostgreSQL", runner, partial(_opened, runner, copy, open_postgres), _checked)
    server.drop_database(pattern)


@contextmanager
def _empty_memory() -> Iterator[MemoryStore]:
    yield MemoryStore()


@contextmanager
def _opened(
    runner: asyncio.Runner, copy: Callable[[], AbstractContextManager[str]], open_store: Any
) -> Iterator[Any]:
    with copy() as url:
        opened = open_store(url, a_vault())
        store = runner.run(opened.__aenter__())
        try:
            yield store
        finally:
            runner.run(opened.__aexit__(None, None, None))


async def _broken(store: MemoryStore) -> list[Violation]:
    return broken(store)


async def _checked(store: Any) -> list[Violation]:
    return await store.violations()
