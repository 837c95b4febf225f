"""Table T4, cell by cell, against a literal copy of the contract."""

import itertools

import pytest

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_login import PhoneSituation, Second, decide_phone_login
from domain.model.phone_standing import Standing

CREATED = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(Role.PHONE,))
STRIPPED = Decision(
    outcome=Outcome.CREATED,
    who=Who.NEW,
    bind=(Role.PHONE,),
    acts=(Act.STRIP_CLAIM,),
)
RENEWED = Decision(outcome=Outcome.LOGGED_IN, who=Who.P, acts=(Act.RENEW_PHONE_PROOF,))
DECLARED = Decision(
    outcome=Outcome.LOGGED_IN,
    who=Who.P,
    acts=(Act.LOWER_ASSURANCE,),
    deeds=(Deed.NUMBER_DECLARED,),
)
CONFIRM = Decision(
    outcome=Outcome.SMS_CONFIRMATION_REQUIRED,
    offers=(Offer.CONFIRM_BY_SMS,),
)
PROVE = Decision(
    outcome=Outcome.OWNERSHIP_CHECK,
    offers=(Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER),
)
DECLARE = Decision(
    outcome=Outcome.OWNERSHIP_CHECK,
    offers=(Offer.DECLARE_MINE, Offer.CLAIM_NUMBER),
)
SUSPENDED = Decision(
    outcome=Outcome.ACCOUNT_SUSPENDED,
    deeds=(Deed.LOGIN_REFUSED,),
    offers=(Offer.APPEAL,),
)
CLOSING = Decision(
    outcome=Outcome.ACCOUNT_CLOSING,
    offers=(Offer.RESTORE, Offer.WAIT),
)

TABLE = {
    "N": CREATED,
    "F proof=ok": RENEWED,
    "F proof=weak": CONFIRM,
    "T second=no only=no": PROVE,
    "T second=no only=yes": DECLARE,
    "T second=yes only=no": RENEWED,
    # Her word is worth nothing while P can be proven.
    "T second=declared only=no": PROVE,
    "T second=declared only=yes proof=ok": DECLARED,
    # The contract has no such row: a button is no better on a stale number than on a fresh one.
    "T second=declared only=yes proof=weak": CONFIRM,
    "U": STRIPPED,
    "S": SUSPENDED,
    "C": CLOSING,
}
CELLS = {f"T4 {name}": decision for name, decision in TABLE.items()}

# Every combination of the dimensions, but a second factor where the number is the only one.
SITUATIONS = [
    PhoneSituation(p=p, second=second, weak=weak, only=only)
    for p, second, weak, only in itertools.product(Standing, Second, (False, True), (False, True))
    if not (only and second is Second.YES)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_phone_login(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T4: {len(CELLS)} cells, {len(SITUATIONS)} situations")
