"""Table T5, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.decision import Act, Decision
from domain.model.number_release import ReleaseSituation, decide_number_release
from domain.model.outcomes import Outcome
from domain.model.phone_standing import Standing


def released(*acts):
    return Decision(outcome=Outcome.NUMBER_RELEASED, acts=acts)


TABLE = {
    "N": Decision(outcome=Outcome.NOOP),
    "F other_id=no": released(Act.RELEASE_PHONE, Act.MAKE_DORMANT),
    "F other_id=yes": released(Act.RELEASE_PHONE),
    "T other_id=no": released(Act.RELEASE_PHONE, Act.MAKE_DORMANT),
    "T other_id=yes": released(Act.RELEASE_PHONE),
    "U": released(Act.STRIP_CLAIM),
    "S": released(Act.RELEASE_PHONE),
    "C": released(Act.RELEASE_PHONE),
}
CELLS = {f"T5 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions.
SITUATIONS = [
    ReleaseSituation(p=p, other_id=other_id)
    for p, other_id in itertools.product(Standing, (False, True))
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_number_release(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T5: {len(CELLS)} cells, {len(SITUATIONS)} situations")
