"""How far a number is trusted, by whom holds it and when and how that was proven."""

from datetime import timedelta

import pytest

from domain.model.account import AccountStatus, Holder
from domain.model.identity import Proof, ProofMethod
from domain.model.phone_standing import TRUST_WINDOW, Standing, standing
from tests.builders import NOON, a_phone, an_account, bound

PHONE = a_phone()
TICK = timedelta(microseconds=1)
NOW = timedelta(0)


def held(method=ProofMethod.SMS, age=NOW, status=AccountStatus.ACTIVE):
    """Return the account that holds the number, proven in this way so long ago."""
    account = an_account(status=status)
    one = bound(PHONE, account, proof=Proof(method, NOON - age))
    return Holder(
        account=account, holds={PHONE: one}, places=frozenset({PHONE.place}), live_sessions=0
    )


def test_a_number_that_nobody_holds_stands_for_nobody():
    assert standing(PHONE, None, NOON) is Standing.NONE


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (NOW, Standing.FRESH),
        (TRUST_WINDOW - TICK, Standing.FRESH),
        (TRUST_WINDOW, Standing.STALE),
        (TRUST_WINDOW + TICK, Standing.STALE),
    ],
)
def test_a_proof_is_good_for_ninety_days_to_the_microsecond(age, expected):
    assert standing(PHONE, held(age=age), NOON) is expected


@pytest.mark.parametrize("age", [NOW, TICK, timedelta(days=89), TRUST_WINDOW])
def test_a_weak_proof_is_never_fresh(age):
    assert standing(PHONE, held(ProofMethod.WX_PHONE_QUICK, age), NOON) is Standing.STALE


def test_one_way_of_proving_is_weak():
    assert [method for method in ProofMethod if Proof(method, NOON).is_weak] == [
        ProofMethod.WX_PHONE_QUICK
    ]


@pytest.mark.parametrize("method", [ProofMethod.SMS, ProofMethod.WX_PHONE_QUICK])
@pytest.mark.parametrize("age", [NOW, TRUST_WINDOW])
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (AccountStatus.SUSPENDED, Standing.SUSPENDED),
        (AccountStatus.CLOSING, Standing.CLOSING),
    ],
)
def test_what_becomes_of_the_account_comes_before_the_proof(method, age, status, expected):
    assert standing(PHONE, held(method, age, status), NOON) is expected


@pytest.mark.parametrize("status", AccountStatus)
def test_a_mere_claim_holds_nothing_whoever_made_it(status):
    assert standing(PHONE, held(ProofMethod.CLAIMED, status=status), NOON) is Standing.UNVERIFIED
