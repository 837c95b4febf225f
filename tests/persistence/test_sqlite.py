import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import attrs
import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import connect, open_sqlite
from tests.builders import an_account, an_event, an_id
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestSqliteStore(StorageContract):
    @pytest.fixture
    async def store(self, tmp_path):
        url = f"sqlite:///{tmp_path}/guiyi.db"
        await migrate(url)
        async with open_sqlite(url, a_vault()) as store:
            yield store


@pytest.mark.anyio
async def test_an_event_of_a_merge_names_both_accounts_and_the_case(tmp_path):
    url, (lost, survivor) = f"sqlite:///{tmp_path}/guiyi.db", (an_account(), an_account())
    case_id = an_id()
    told = an_event(lost), attrs.evolve(an_event(lost), other_id=survivor.id, case_id=case_id)
    await migrate(url)
    async with open_sqlite(url, a_vault()) as store:
        await store.apply(told)
    with closing(sqlite3.connect(tmp_path / "guiyi.db")) as connection:
        rows = connection.execute("SELECT account_id, other_id, case_id FROM events").fetchall()
    assert sorted(rows, key=lambda row: row[1] or b"") == [
        (lost.id.bytes, None, None),
        (lost.id.bytes, survivor.id.bytes, case_id.bytes),
    ]


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
