"""Table T12, cell by cell, against a literal copy of the contract; and what counts as left."""

import itertools
from datetime import timedelta

import attrs
import pytest

from domain.model.decision import Decision, Who
from domain.model.identity import Proof, ProofMethod
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import TRUST_WINDOW
from domain.model.unbinding import Asked, Left, UnbindSituation, decide_unbinding, left_of
from tests.builders import NOON, a_phone, an_account, an_identity, bound


def offered(outcome, *offers):
    return Decision(outcome=outcome, offers=offers)


STEP_UP = offered(Outcome.STEP_UP_REQUIRED)
LAST = offered(
    Outcome.LAST_LOGIN_METHOD,
    Offer.BIND_PHONE,
    Offer.SET_PASSWORD,
    Offer.CLOSE_ACCOUNT,
)
REFRESH = offered(Outcome.REFRESH_REMAINING_METHOD, Offer.REFRESH_PHONE)
UNBOUND = Decision(outcome=Outcome.UNBOUND, who=Who.S)

# Without its number an account has none that could be stale; the contract leaves that cell out.
OF_ANY = {
    "fresh=no": STEP_UP,
    "fresh=yes left=nothing": LAST,
    "fresh=yes left=stale_phone": REFRESH,
    "fresh=yes left=usable": UNBOUND,
}
TABLE = {
    "-": {"": offered(Outcome.NOT_BOUND)},
    "wechat": OF_ANY,
    "qq": OF_ANY,
    "phone": OF_ANY,
    "password": OF_ANY,
}
CELLS = {
    f"T12 {asked} {variant}".strip(): decision
    for asked, variants in TABLE.items()
    for variant, decision in variants.items()
}

# Every combination of the dimensions.
SITUATIONS = [
    UnbindSituation(asked=asked, fresh=fresh, left=left)
    for asked, fresh, left in itertools.product(Asked, (False, True), Left)
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_every_situation_is_decided_as_the_contract_says(situation):
    assert decide_unbinding(situation) == CELLS[situation.cell]


def test_every_cell_of_the_contract_is_reached():
    assert {situation.cell for situation in SITUATIONS} == set(CELLS)
    print(f"T12: {len(CELLS)} cells, {len(SITUATIONS)} situations")


HERS = an_account()
WECHAT = bound(an_identity(), HERS)
SUPERSEDED = attrs.evolve(bound(an_identity(), HERS), superseded=True)
FRESH = bound(a_phone(), HERS)
STALE = attrs.evolve(FRESH, proof=Proof(ProofMethod.SMS, NOON - TRUST_WINDOW))
YET_FRESH = attrs.evolve(
    FRESH, proof=Proof(ProofMethod.SMS, NOON - TRUST_WINDOW + timedelta(microseconds=1))
)
BY_BUTTON = attrs.evolve(FRESH, proof=Proof(ProofMethod.WX_PHONE_QUICK, NOON))
CLAIMED = attrs.evolve(FRESH, proof=Proof(ProofMethod.CLAIMED, NOON))


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ([], Left.NOTHING),
        ([WECHAT], Left.USABLE),
        ([SUPERSEDED], Left.USABLE),
        ([FRESH], Left.USABLE),
        ([YET_FRESH], Left.USABLE),
        ([STALE], Left.STALE_PHONE),
        ([BY_BUTTON], Left.STALE_PHONE),
        ([CLAIMED], Left.NOTHING),
        ([STALE, WECHAT], Left.USABLE),
        ([CLAIMED, WECHAT], Left.USABLE),
    ],
)
def test_what_is_left_to_enter_by(own, left):
    gone = bound(an_identity(), HERS)
    assert left_of([*own, gone], [gone], NOON) is left
