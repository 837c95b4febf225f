import pytest

from adapters.persistence.postgres import open_postgres
from adapters.persistence.schema import migrate
from tests.contracts.storage import StorageContract
from tests.keys import a_vault


class TestPostgresStore(StorageContract):
    @pytest.fixture
    async def store(self, postgres_url):
        await migrate(postgres_url)
        async with open_postgres(postgres_url, a_vault()) as store:
            yield store
