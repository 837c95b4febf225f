"""Whom the unit tests are about: a household, its telephone, and a pair of accounts."""

import pytest

from tests.unit.household import Household
from tests.unit.pair import Pair
from tests.unit.telephone import Telephone


@pytest.fixture
def house() -> Household:
    return Household()


@pytest.fixture
def phone(house: Household) -> Telephone:
    return Telephone(house)


@pytest.fixture
async def pair(house: Household) -> Pair:
    return await Pair.made(house)
