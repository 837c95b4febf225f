"""Table T1, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.openid_login import (
    OPENID,
    UNIONID,
    OpenidHolder,
    Provisional,
    Situation,
    UnionidHolder,
    decide_openid_login,
)
from domain.model.outcomes import Offer, Outcome

CREATE = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(OPENID,))
CREATE_BOTH = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(OPENID, UNIONID))
AS_X = Decision(outcome=Outcome.LOGGED_IN, who=Who.X)
AS_X_BACKFILL = Decision(outcome=Outcome.LOGGED_IN, who=Who.X, bind=(UNIONID,))
AS_X_MISMATCH = Decision(outcome=Outcome.LOGGED_IN, who=Who.X, deeds=(Deed.UNIONID_MISMATCH,))
AS_X_OFFERED = Decision(
    outcome=Outcome.LOGGED_IN,
    who=Who.X,
    deeds=(Deed.MERGE_SUGGESTED,),
    offers=(Offer.MERGE,),
)
AS_X_WITH_Y = Decision(outcome=Outcome.LOGGED_IN, who=Who.X, acts=(Act.MERGE_Y_INTO_X,))
AS_Y_WITH_X = Decision(outcome=Outcome.LOGGED_IN, who=Who.Y, acts=(Act.MERGE_X_INTO_Y,))
AS_Y = Decision(outcome=Outcome.LOGGED_IN, who=Who.Y, bind=(OPENID,))
AS_Y_SUPERSEDE = Decision(
    outcome=Outcome.LOGGED_IN,
    who=Who.Y,
    bind=(OPENID,),
    acts=(Act.SUPERSEDE_OPENID,),
    deeds=(Deed.OPENID_SUPERSEDED,),
)
AS_Y_CANCEL = Decision(outcome=Outcome.LOGGED_IN, who=Who.Y, offers=(Offer.CANCEL_CLOSING,))
SUSPENDED = Decision(outcome=Outcome.ACCOUNT_SUSPENDED, deeds=(Deed.LOGIN_REFUSED,))
CLOSING = Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE, Offer.WAIT))

# Rows: holder of the openid. Columns: nothing sent, nobody, the same account, active, suspended,
# closing. A dict splits a cell by (rel, xu, prov); None is a combination that cannot be.
TABLE = {
    "N": [
        CREATE,
        CREATE_BOTH,
        None,
        {"rel=no": AS_Y, "rel=yes": AS_Y_SUPERSEDE},
        SUSPENDED,
        CLOSING,
    ],
    "A": [
        AS_X,
        {"xu=none": AS_X_BACKFILL, "xu=other": AS_X_MISMATCH},
        AS_X,
        {
            "xu=none prov=none": AS_X_OFFERED,
            "xu=none prov=x": AS_Y_WITH_X,
            "xu=none prov=y": AS_X_WITH_Y,
            "xu=other prov=none": AS_X_MISMATCH,
            "xu=other prov=x": AS_X_MISMATCH,
            "xu=other prov=y": AS_X_MISMATCH,
        },
        SUSPENDED,
        AS_X,
    ],
    "S": [SUSPENDED] * 6,
    "C": [CLOSING, CLOSING, CLOSING, AS_Y_CANCEL, SUSPENDED, CLOSING],
}
COLUMNS = ["-", "N", "X", "A", "S", "C"]


def cells():
    """Every cell of the contract with the name its variant has."""
    for row, entries in TABLE.items():
        for column, entry in zip(COLUMNS, entries, strict=True):
            variants = entry if isinstance(entry, dict) else {"": entry}
            for variant, decision in variants.items():
                if decision is not None:
                    yield f"T1 {row}/{column} {variant}".strip(), decision


CELLS = dict(cells())


# Every combination of the dimensions that the implementation knows.
SITUATIONS = [
    Situation(x=x, y=y, y_has_openid=rel, x_has_unionid=xu, provisional=prov)
    for x, y, rel, xu, prov in itertools.product(
        OpenidHolder, UnionidHolder, (False, True), (False, True), Provisional
    )
    if (x, y) != (OpenidHolder.NONE, UnionidHolder.SAME)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_openid_login(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T1: {len(CELLS)} cells, {len(SITUATIONS)} situations")


def test_no_cell_lets_anybody_into_a_suspended_or_closing_account():
    standing = {Who.X: lambda one: one.x, Who.Y: lambda one: one.y}
    for situation in SITUATIONS:
        who = decide_openid_login(situation).who
        if who in standing:
            assert standing[who](situation) not in ("S", "C"), situation.cell
