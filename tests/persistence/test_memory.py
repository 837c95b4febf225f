import pytest

from adapters.persistence.memory import MemoryStore
from tests.contracts.storage import StorageContract


class TestMemoryStore(StorageContract):
    @pytest.fixture
    def store(self):
        return MemoryStore()
