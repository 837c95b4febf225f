"""Table T8, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.decision import Act, Decision
from domain.model.outcomes import Offer, Outcome
from domain.model.password_reset import ResetSituation, decide_password_reset
from domain.model.phone_standing import Standing

SENT_IF_KNOWN = Decision(outcome=Outcome.SMS_SENT_IF_KNOWN)
RESET = Decision(outcome=Outcome.PASSWORD_RESET, acts=(Act.SET_PASSWORD,))

TABLE = {
    "N": SENT_IF_KNOWN,
    "F": RESET,
    "T second=no": Decision(
        outcome=Outcome.OWNERSHIP_CHECK,
        offers=(Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER),
    ),
    "T second=yes": RESET,
    "U": SENT_IF_KNOWN,
    "S": Decision(outcome=Outcome.ACCOUNT_SUSPENDED),
    "C": Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE,)),
}
CELLS = {f"T8 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions.
SITUATIONS = [
    ResetSituation(p=p, second=second) for p, second in itertools.product(Standing, (False, True))
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_password_reset(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T8: {len(CELLS)} cells, {len(SITUATIONS)} situations")
