"""Table T3, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_binding import BindingSituation, OwnPhone, decide_phone_binding
from domain.model.phone_standing import Standing


def bound(*acts):
    return Decision(outcome=Outcome.BOUND, who=Who.S, bind=(Role.PHONE,), acts=acts)


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


RENEWED = Decision(outcome=Outcome.BOUND, who=Who.S, acts=(Act.RENEW_PHONE_PROOF,))
MERGED = Decision(outcome=Outcome.LOGGED_IN, who=Who.P, acts=(Act.MERGE_S_INTO_P,))
STEP_UP = offered(
    Outcome.STEP_UP_REQUIRED,
    Offer.STEP_UP_BY_WECHAT,
    Offer.STEP_UP_BY_PASSWORD,
    Offer.STEP_UP_BY_SMS,
)
MERGE = offered(Outcome.MERGE_REQUIRED, Offer.MERGE, Offer.CANCEL)
MERGE_BY_CHOICE = offered(Outcome.MERGE_REQUIRED, Offer.CHOOSE_THEN_MERGE)
CONFLICT = offered(
    Outcome.IDENTITY_CONFLICT,
    Offer.KEEP_SEPARATE,
    Offer.UNBIND_FIRST,
)
CONFLICT_BY_BUTTON = offered(
    Outcome.IDENTITY_CONFLICT,
    Offer.KEEP_SEPARATE,
    Offer.CONFIRM_BY_SMS,
)
OWNERSHIP = offered(
    Outcome.OWNERSHIP_CHECK,
    Offer.PROVE_THEN_MERGE,
    Offer.CLAIM_NUMBER,
)
UNAVAILABLE = Decision(
    outcome=Outcome.PHONE_UNAVAILABLE,
    deeds=(Deed.PHONE_HELD_BY_SUSPENDED,),
)
CONFIRM = offered(Outcome.SMS_CONFIRMATION_REQUIRED, Offer.CONFIRM_BY_SMS)
RESERVED = offered(Outcome.PHONE_RESERVED, Offer.RETRY_AFTER_CLOSING)

# Rows: holder of the phone. Columns: no phone on S, this one, another one. A dict splits a cell by
# (fresh, clash, prov, proof); None is a combination that cannot be. Where two WeChats clash no
# merge is offered, for there is none before one of them is unbound. That a button opens nobody
# else's account here either, nor shows any of it, goes beyond the contract's columns. S may hold
# its own number stale or unverified, and whoever is at the session has then proven it anew: a
# stale one says too little of whether the account is hers.
TABLE = {
    "N": [
        bound(),
        None,
        {"fresh=yes": bound(Act.REPLACE_PHONE), "fresh=no": STEP_UP},
    ],
    "F": [
        {
            "fresh=yes clash=no prov=no proof=ok": MERGE,
            "fresh=yes clash=no prov=yes proof=ok": MERGED,
            "fresh=yes clash=no prov=no proof=weak": CONFIRM,
            "fresh=yes clash=no prov=yes proof=weak": CONFIRM,
            "fresh=yes clash=yes prov=no proof=ok": CONFLICT,
            "fresh=yes clash=yes prov=yes proof=ok": CONFLICT,
            "fresh=yes clash=yes prov=no proof=weak": CONFLICT_BY_BUTTON,
            "fresh=yes clash=yes prov=yes proof=weak": CONFLICT_BY_BUTTON,
            "fresh=no clash=no prov=no": STEP_UP,
            "fresh=no clash=no prov=yes": STEP_UP,
            "fresh=no clash=yes prov=no": STEP_UP,
            "fresh=no clash=yes prov=yes": STEP_UP,
        },
        RENEWED,
        {
            "fresh=yes clash=no proof=ok": MERGE_BY_CHOICE,
            "fresh=yes clash=no proof=weak": CONFIRM,
            "fresh=yes clash=yes proof=ok": CONFLICT,
            "fresh=yes clash=yes proof=weak": CONFLICT_BY_BUTTON,
            "fresh=no clash=no": STEP_UP,
            "fresh=no clash=yes": STEP_UP,
        },
    ],
    "T": [
        {"fresh=yes": OWNERSHIP, "fresh=no": STEP_UP},
        {"fresh=yes": RENEWED, "fresh=no": STEP_UP},
        {"fresh=yes": OWNERSHIP, "fresh=no": STEP_UP},
    ],
    "U": [
        bound(Act.STRIP_CLAIM),
        RENEWED,
        {"fresh=yes": bound(Act.STRIP_CLAIM, Act.REPLACE_PHONE), "fresh=no": STEP_UP},
    ],
    "S": [UNAVAILABLE, None, UNAVAILABLE],
    "C": [RESERVED, None, RESERVED],
}
COLUMNS = ["none", "same", "other"]


def cells():
    """Every cell of the contract with the name its variant has."""
    for row, entries in TABLE.items():
        for column, entry in zip(COLUMNS, entries, strict=True):
            variants = entry if isinstance(entry, dict) else {"": entry}
            for variant, decision in variants.items():
                if decision is not None:
                    yield f"T3 {row}/{column} {variant}".strip(), decision


CELLS = dict(cells())

# Every combination of the dimensions; nobody, a suspended or a closing account cannot be S.
SITUATIONS = [
    BindingSituation(p=p, s=s, fresh=fresh, clash=clash, weak=weak, provisional=prov)
    for p, s, fresh, clash, weak, prov in itertools.product(
        Standing, OwnPhone, (False, True), (False, True), (False, True), (False, True)
    )
    if s is not OwnPhone.SAME or p not in (Standing.NONE, Standing.SUSPENDED, Standing.CLOSING)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_phone_binding(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T3: {len(CELLS)} cells, {len(SITUATIONS)} situations")
