"""Table T11, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.account import AccountStatus
from domain.model.decision import Decision
from domain.model.merge_undo import Undoer, UndoSituation, decide_undo
from domain.model.outcomes import Offer, Outcome


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


UNMERGED = offered(Outcome.UNMERGED)
LATER = offered(Outcome.UNDO_BLOCKED_LATER_MERGE)
EXPIRED = offered(Outcome.UNDO_EXPIRED)
STEP_UP = offered(Outcome.STEP_UP_REQUIRED)
SUSPENDED = offered(Outcome.ACCOUNT_SUSPENDED)
CLOSING = offered(Outcome.UNDO_BLOCKED_CLOSING, Offer.RESTORE, Offer.WAIT)

# That a merge was undone already, and a survivor that lies dormant, go beyond the contract.
TABLE = {
    "undone": UNMERGED,
    "over": EXPIRED,
    "open later=yes": LATER,
    "open later=no A=active proof=owner": UNMERGED,
    "open later=no A=active proof=operator": UNMERGED,
    "open later=no A=active proof=none": STEP_UP,
    "open later=no A=merged": LATER,
    "open later=no A=suspended proof=none": SUSPENDED,
    "open later=no A=suspended proof=owner": SUSPENDED,
    "open later=no A=suspended proof=operator": UNMERGED,
    "open later=no A=closing": CLOSING,
    "open later=no A=closed": EXPIRED,
    "open later=no A=dormant proof=none": STEP_UP,
    "open later=no A=dormant proof=owner": STEP_UP,
    "open later=no A=dormant proof=operator": UNMERGED,
}
CELLS = {f"T11 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions.
SITUATIONS = [
    UndoSituation(survivor=survivor, proof=proof, open=is_open, undone=undone, later_merge=later)
    for survivor, proof, is_open, undone, later in itertools.product(
        AccountStatus, Undoer, (False, True), (False, True), (False, True)
    )
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_undo(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T11: {len(CELLS)} cells, {len(SITUATIONS)} situations")
