"""Table T9, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.decision import Act, Decision, Who
from domain.model.first_sign_in import (
    FirstSignInSituation,
    NowOf,
    Said,
    decide_first_sign_in,
)
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing

IDS = (Role.OPENID, Role.UNIONID)


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


def created(*acts):
    bind = (Role.PHONE, *IDS)
    acts = (*acts, Act.SET_PASSWORD)
    return Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=bind, acts=acts)


def as_p(*acts, bind=IDS):
    acts = (Act.RENEW_PHONE_PROOF, *acts)
    return Decision(outcome=Outcome.LOGGED_IN, who=Who.P, bind=bind, acts=acts)


SUSPENDED = offered(Outcome.ACCOUNT_SUSPENDED)
CLOSING = offered(Outcome.ACCOUNT_CLOSING, Offer.RESTORE, Offer.WAIT)
RESET = Offer.RESET_PASSWORD
PROVE_OR_CLAIM = (Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER)
CONFLICT = offered(Outcome.IDENTITY_CONFLICT, Offer.LOG_IN_WITHOUT_LINKING, Offer.REPLACE_IDENTITY)
RIGHT = {
    "password=right slot=free": as_p(),
    "password=right slot=taken replace=no": CONFLICT,
    "password=right slot=taken replace=yes": as_p(Act.REPLACE_IDENTITY),
}
TABLE = {
    "P": {"": as_p(bind=())},
    "A": {"": offered(Outcome.IDENTITY_TAKEN, Offer.LOGIN_BY_PROVIDER)},
    "S": {"": SUSPENDED},
    "C": {"": CLOSING},
    "N/N": {"": created()},
    "N/U": {"": created(Act.STRIP_CLAIM)},
    "N/S": {"": SUSPENDED},
    "N/C": {"": CLOSING},
    "N/F": {
        **RIGHT,
        "password=wrong": offered(Outcome.PASSWORD_MISMATCH, Offer.ENTER_PASSWORD, RESET),
        "password=nothing": offered(Outcome.PASSWORD_REQUIRED, Offer.ENTER_PASSWORD, RESET),
        "password=none_there slot=free": as_p(Act.SET_PASSWORD),
        "password=none_there slot=taken": offered(
            Outcome.IDENTITY_CONFLICT, Offer.LOG_IN_WITHOUT_LINKING
        ),
    },
    "N/T": {
        **RIGHT,
        "password=wrong": offered(
            Outcome.PASSWORD_MISMATCH, Offer.ENTER_PASSWORD, *PROVE_OR_CLAIM
        ),
        "password=nothing": offered(
            Outcome.PASSWORD_REQUIRED, Offer.ENTER_PASSWORD, *PROVE_OR_CLAIM
        ),
        "password=none_there": offered(Outcome.OWNERSHIP_CHECK, *PROVE_OR_CLAIM),
    },
}
CELLS = {
    f"T9 {row} {variant}".strip(): decision
    for row, variants in TABLE.items()
    for variant, decision in variants.items()
}

# Every combination of the dimensions; P proved the number, and may be entered.
SITUATIONS = [
    FirstSignInSituation(q=q, p=p, password=password, slot_taken=slot, replace=replace)
    for q, p, password, slot, replace in itertools.product(
        NowOf, Standing, Said, (False, True), (False, True)
    )
    if q is not NowOf.P or p in (Standing.FRESH, Standing.STALE)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_first_sign_in(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)


def test_a_number_that_is_in_use_is_entered_by_nobody_without_its_password():
    """Where it has none, a fresh number is enough."""
    for situation in SITUATIONS:
        decision = decide_first_sign_in(situation)
        if situation.q is NowOf.NOBODY and decision.who is Who.P:
            none_there = situation.password is Said.NONE_THERE
            assert situation.password is Said.RIGHT or (
                none_there and situation.p is Standing.FRESH
            )
