import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import open_sqlite
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestSqliteStore(StorageContract):
    @pytest.fixture
    async def store(self, tmp_path):
        url = f"sqlite:///{tmp_path}/guiyi.db"
        await migrate(url)
        async with open_sqlite(url, a_vault()) as store:
            yield store
