"""Table T10, cell by cell, against a literal copy of the contract."""

import itertools

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.decision import Decision
from domain.model.merging import MergeSituation, Numbers, VouchedBy, decide_merge
from domain.model.outcomes import Offer, Outcome


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


MERGED = offered(Outcome.MERGED)
STEP_UP = offered(Outcome.STEP_UP_REQUIRED)
CONFLICT = offered(Outcome.IDENTITY_CONFLICT, Offer.UNBIND_FIRST, Offer.KEEP_SEPARATE)
CHOICE = offered(Outcome.CHOICE_REQUIRED, Offer.CHOOSE_PHONE)

# A chosen number, and an account that lies dormant, go beyond the contract's columns. Its rows for
# the hooks of apps wait for hooks.
TABLE = {
    "together": MERGED,
    "any×closed": offered(Outcome.ACCOUNT_NOT_FOUND),
    "any×merged": offered(Outcome.STALE_TICKET, Offer.PREVIEW_AGAIN),
    "any×suspended": offered(Outcome.MERGE_BLOCKED_SUSPENDED),
    "any×closing": offered(Outcome.MERGE_BLOCKED_CLOSING, Offer.RESTORE, Offer.WAIT),
    "any×dormant": STEP_UP,
    "proven=no": STEP_UP,
    "proven=both clash=yes": CONFLICT,
    "proven=both clash=no numbers=one": MERGED,
    "proven=both clash=no numbers=two": CHOICE,
    "proven=both clash=no numbers=chosen": MERGED,
    "proven=operator clash=yes": CONFLICT,
    "proven=operator clash=no numbers=one": MERGED,
    "proven=operator clash=no numbers=two": CHOICE,
    "proven=operator clash=no numbers=chosen": MERGED,
}
CELLS = {f"T10 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions.
SITUATIONS = [
    MergeSituation(a=a, b=b, together=together, proven=proven, clash=clash, numbers=numbers)
    for a, b, together, proven, clash, numbers in itertools.product(
        AccountStatus, AccountStatus, (False, True), VouchedBy, (False, True), Numbers
    )
]
OUT_OF_REACH = (AccountStatus.CLOSED, AccountStatus.MERGED, AccountStatus.CLOSING)


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_merge(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T10: {len(CELLS)} cells, {len(SITUATIONS)} situations")


def test_whichever_account_is_named_first_it_is_the_same():
    for situation in SITUATIONS:
        turned = attrs.evolve(situation, a=situation.b, b=situation.a)
        assert turned.cell == situation.cell
        assert decide_merge(turned) == decide_merge(situation), situation.cell


def test_the_operator_may_merge_suspended_and_dormant_accounts_and_no_other_barred_one():
    for situation in SITUATIONS:
        if situation.proven is VouchedBy.OPERATOR and not situation.together:
            barred = {situation.a, situation.b}.intersection(OUT_OF_REACH)
            assert (situation.barred is None) == (not barred), situation.cell
