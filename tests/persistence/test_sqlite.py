import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sql.store import SqlStore
from adapters.persistence.sqlite import SqliteDriver
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestSqliteStore(StorageContract):
    @pytest.fixture
    async def store(self, tmp_path):
        path = tmp_path / "guiyi.db"
        await migrate(f"sqlite:///{path}")
        driver = SqliteDriver(str(path))
        yield SqlStore(driver, a_vault())
        await driver.aclose()
