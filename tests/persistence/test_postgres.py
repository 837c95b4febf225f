import pytest

from adapters.persistence.postgres import PostgresDriver
from adapters.persistence.schema import migrate
from adapters.persistence.sql.store import SqlStore
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestPostgresStore(StorageContract):
    @pytest.fixture
    async def store(self, postgres_url):
        await migrate(postgres_url)
        driver = await PostgresDriver.connect(postgres_url)
        yield SqlStore(driver, a_vault())
        await driver.aclose()
