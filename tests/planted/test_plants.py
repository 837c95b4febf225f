"""Every plant still applies, and every one is found."""

import pytest

from tests.planted.__main__ import main
from tests.planted.plants import PLANTS
from tests.planted.tree import ROOT, Tree


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_plant_applies_and_its_test_is_there(plant):
    assert Tree(ROOT).bears(plant)
    assert plant.faulty != plant.sound
    file, *_, name = plant.test.split("::")
    # A contract's tests stand elsewhere than where they are run.
    tests = (
        (ROOT / file).read_text(),
        *(one.read_text() for one in (ROOT / "tests/contracts").rglob("*.py")),
    )
    assert any(f"def {name}(" in text for text in tests)


def test_a_plant_has_a_name_of_its_own():
    assert len({plant.name for plant in PLANTS}) == len(PLANTS)


@pytest.mark.soak
def test_every_plant_is_found():
    assert main()
