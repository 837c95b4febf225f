"""Table T2, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_openid_login import (
    BesideHolder,
    PairSituation,
    Younger,
    decide_pair_login,
)
from domain.model.phone_standing import Standing

PHONE = (Role.PHONE,)
WECHAT = (Role.OPENID, Role.UNIONID)
ALL = (*PHONE, *WECHAT)
STRIP = (Act.STRIP_CLAIM,)
RENEW = (Act.RENEW_PHONE_PROOF,)


def as_p(**more):
    return Decision(outcome=Outcome.LOGGED_IN, who=Who.P, **more)


def as_w(**more):
    return Decision(outcome=Outcome.LOGGED_IN, who=Who.W, **more)


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


CREATED = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=ALL)
STRIPPED = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=ALL, acts=STRIP)
CHANGE_PHONE = as_w(offers=(Offer.CHANGE_PHONE,))
PROVE_THEN_MERGE = as_w(offers=(Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER))
HELD_BY_SUSPENDED = as_w(deeds=(Deed.PHONE_HELD_BY_SUSPENDED,))
MERGE = as_p(offers=(Offer.MERGE,))
CONFIRM = offered(
    Outcome.SMS_CONFIRMATION_REQUIRED,
    Offer.CONFIRM_BY_SMS,
    Offer.WECHAT_ONLY,
)
NO_PLACE = offered(
    Outcome.IDENTITY_CONFLICT,
    Offer.LOGIN_BY_SMS,
    Offer.REPLACE_WECHAT,
    Offer.WECHAT_ONLY,
)
TWO_WECHATS = offered(
    Outcome.IDENTITY_CONFLICT,
    Offer.LOGIN_BY_WECHAT,
    Offer.LOGIN_BY_SMS,
)
OWNERSHIP = offered(
    Outcome.OWNERSHIP_CHECK,
    Offer.PROVE_OWNERSHIP,
    Offer.CLAIM_NUMBER,
)
SUSPENDED = Decision(outcome=Outcome.ACCOUNT_SUSPENDED, deeds=(Deed.LOGIN_REFUSED,))
CLOSING = offered(Outcome.ACCOUNT_CLOSING, Offer.RESTORE, Offer.WAIT)
CLOSING_OR_PROVE = offered(
    Outcome.ACCOUNT_CLOSING,
    Offer.RESTORE,
    Offer.PROVE_OWNERSHIP,
)
CLOSING_NO_WAIT = offered(Outcome.ACCOUNT_CLOSING, Offer.RESTORE)

# Rows: holder of the phone. Columns: nobody behind the login code, active without a phone, active
# with another phone, the same account, suspended, closing. A dict splits a cell by (slot, prov,
# proof); None is a combination that cannot be.
TABLE = {
    "N": [
        CREATED,
        as_w(bind=PHONE),
        CHANGE_PHONE,
        None,
        SUSPENDED,
        CLOSING,
    ],
    "F": [
        {
            "slot=free proof=ok": as_p(bind=WECHAT),
            "slot=free proof=weak": CONFIRM,
            "slot=taken proof=ok": NO_PLACE,
            "slot=taken proof=weak": NO_PLACE,
        },
        {
            "slot=free prov=none proof=ok": MERGE,
            "slot=free prov=none proof=weak": CONFIRM,
            "slot=free prov=p proof=ok": as_w(acts=(Act.MERGE_P_INTO_W,)),
            "slot=free prov=p proof=weak": CONFIRM,
            "slot=free prov=w proof=ok": as_p(acts=(Act.MERGE_W_INTO_P,)),
            "slot=free prov=w proof=weak": CONFIRM,
            "slot=taken prov=none proof=ok": TWO_WECHATS,
            "slot=taken prov=none proof=weak": TWO_WECHATS,
            "slot=taken prov=p proof=ok": TWO_WECHATS,
            "slot=taken prov=p proof=weak": TWO_WECHATS,
            "slot=taken prov=w proof=ok": TWO_WECHATS,
            "slot=taken prov=w proof=weak": TWO_WECHATS,
        },
        {
            "slot=free proof=ok": MERGE,
            "slot=free proof=weak": CONFIRM,
            "slot=taken proof=ok": TWO_WECHATS,
            "slot=taken proof=weak": TWO_WECHATS,
        },
        as_p(acts=RENEW),
        SUSPENDED,
        {"proof=ok": as_p(), "proof=weak": CONFIRM},
    ],
    "T": [
        OWNERSHIP,
        PROVE_THEN_MERGE,
        PROVE_THEN_MERGE,
        as_p(acts=RENEW),
        SUSPENDED,
        CLOSING_OR_PROVE,
    ],
    "U": [
        STRIPPED,
        as_w(bind=PHONE, acts=STRIP),
        CHANGE_PHONE,
        as_w(acts=RENEW),
        SUSPENDED,
        CLOSING,
    ],
    "S": [
        SUSPENDED,
        HELD_BY_SUSPENDED,
        HELD_BY_SUSPENDED,
        SUSPENDED,
        SUSPENDED,
        CLOSING_NO_WAIT,
    ],
    "C": [
        CLOSING,
        as_w(),
        as_w(),
        CLOSING_NO_WAIT,
        SUSPENDED,
        CLOSING,
    ],
}
COLUMNS = ["N", "A0", "Ao", "P", "S", "C"]


def cells():
    """Every cell of the contract with the name its variant has."""
    for row, entries in TABLE.items():
        for column, entry in zip(COLUMNS, entries, strict=True):
            variants = entry if isinstance(entry, dict) else {"": entry}
            for variant, decision in variants.items():
                if decision is not None:
                    yield f"T2 {row}/{column} {variant}".strip(), decision


CELLS = dict(cells())

# Every combination of the dimensions, but nobody being the same account as W.
SITUATIONS = [
    PairSituation(p=p, w=w, slot_taken=slot, weak=weak, provisional=prov)
    for p, w, slot, weak, prov in itertools.product(
        Standing, BesideHolder, (False, True), (False, True), Younger
    )
    if (p, w) != (Standing.NONE, BesideHolder.SAME)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_pair_login(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T2: {len(CELLS)} cells, {len(SITUATIONS)} situations")
