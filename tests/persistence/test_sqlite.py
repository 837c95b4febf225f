import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import connect, open_sqlite
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestSqliteStore(StorageContract):
    @pytest.fixture
    async def store(self, tmp_path):
        url = f"sqlite:///{tmp_path}/guiyi.db"
        await migrate(url)
        async with open_sqlite(url, a_vault()) as store:
            yield store


def test_nodes_that_start_together_all_open_a_new_file(tmp_path):
    together = Barrier(8)

    def start(number):
        path = f"{tmp_path}/{number}.db"
        together.wait()
        asyncio.run(migrate(f"sqlite:///{path}"))
        connect(path).close()

    with ThreadPoolExecutor(8) as nodes:
        for number in range(20):
            list(nodes.map(start, [number] * 8))
