"""Table T7, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.openid_binding import (
    OpenidBindingSituation,
    OpenidOf,
    decide_openid_binding,
)
from domain.model.outcomes import Offer, Outcome

WECHAT = (Role.OPENID, Role.UNIONID)


def bound(*acts):
    return Decision(outcome=Outcome.BOUND, who=Who.S, bind=WECHAT, acts=acts)


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


STEP_UP = offered(Outcome.STEP_UP_REQUIRED)
REPLACE = offered(Outcome.IDENTITY_CONFLICT, Offer.REPLACE_IDENTITY, Offer.CANCEL)
KEEP_SEPARATE = offered(Outcome.IDENTITY_CONFLICT, Offer.KEEP_SEPARATE)
MERGE = offered(Outcome.MERGE_REQUIRED, Offer.MERGE, Offer.CANCEL)
UNAVAILABLE = Decision(outcome=Outcome.IDENTITY_UNAVAILABLE, deeds=(Deed.LOGIN_REFUSED,))
RESERVED = offered(Outcome.IDENTITY_RESERVED, Offer.RETRY_AFTER_CLOSING)

# What replacing comes to goes beyond the contract's columns, which only offer it.
TABLE = {
    "N": {
        "fresh=yes slot=free": bound(),
        "fresh=no": STEP_UP,
        "fresh=yes slot=taken replace=no": REPLACE,
        "fresh=yes slot=taken replace=yes": bound(Act.REPLACE_IDENTITY),
    },
    "S0": bound(),
    "A": {
        "fresh=yes slot=free prov=no": MERGE,
        "fresh=yes slot=free prov=yes": bound(Act.MERGE_Q_INTO_S),
        "fresh=no": STEP_UP,
        "fresh=yes slot=taken": KEEP_SEPARATE,
    },
    "S": UNAVAILABLE,
    "C": RESERVED,
}


def cells():
    """Every cell of the contract with the name its variant has."""
    for row, entry in TABLE.items():
        variants = entry if isinstance(entry, dict) else {"": entry}
        for variant, decision in variants.items():
            yield f"T7 {row} {variant}".strip(), decision


CELLS = dict(cells())

# Every combination of the dimensions.
SITUATIONS = [
    OpenidBindingSituation(q=q, slot_taken=slot, fresh=fresh, provisional=prov, replace=replace)
    for q, slot, fresh, prov, replace in itertools.product(
        OpenidOf, (False, True), (False, True), (False, True), (False, True)
    )
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_openid_binding(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T7: {len(CELLS)} cells, {len(SITUATIONS)} situations")
