"""Table T6, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.number_claim import ClaimSituation, decide_number_claim
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


def created(*acts):
    return Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(Role.PHONE,), acts=acts)


# That a button takes no number goes beyond the contract's columns.
CONFIRM = Decision(outcome=Outcome.SMS_CONFIRMATION_REQUIRED, offers=(Offer.CONFIRM_BY_SMS,))

TABLE = {
    "N proof=ok": created(),
    "N proof=weak": CONFIRM,
    "F": Decision(outcome=Outcome.CLAIM_REFUSED),
    "T other_id=no proof=ok": created(Act.RELEASE_PHONE, Act.MAKE_DORMANT),
    "T other_id=no proof=weak": CONFIRM,
    "T other_id=yes proof=ok": created(Act.RELEASE_PHONE),
    "T other_id=yes proof=weak": CONFIRM,
    "U proof=ok": created(Act.STRIP_CLAIM),
    "U proof=weak": CONFIRM,
    "S": Decision(outcome=Outcome.ACCOUNT_SUSPENDED, offers=(Offer.APPEAL,)),
    "C": Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.WAIT,)),
}
CELLS = {f"T6 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions.
SITUATIONS = [
    ClaimSituation(p=p, other_id=other_id, weak=weak)
    for p, other_id, weak in itertools.product(Standing, (False, True), (False, True))
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_number_claim(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T6: {len(CELLS)} cells, {len(SITUATIONS)} situations")
