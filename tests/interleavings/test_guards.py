"""Take one guard of the store away, and the explorer finds the break."""

import pytest

from adapters.persistence.memory_tables import Tables
from ports.secret_writes import Consume, KeepPassword
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    KeepSession,
    OpenSession,
    ReleaseIdentity,
    RotateRefresh,
)
from tests.acts.table import act
from tests.interleavings.careless import UNGUARDED, carrying_out
from tests.interleavings.exploring import explore

MOST = 200

# For each guard, two acts that need it, and how the break shows.
BREAKS = {
    ChangeAccount: ("bob_claims_olgas_number", "olga_is_banned", "serial"),
    BindIdentity: ("newcomer_comes", "newcomer_comes_with_a_nonce", "I5"),
    ReleaseIdentity: ("olga_proves_that_she_is_olga", "bob_claims_olgas_number", "serial"),
    OpenSession: ("ann_comes_by_password", "anns_number_is_released", "I10"),
    KeepSession: ("bob_claims_olgas_number", "bob_signs_out_here", "serial"),
    RotateRefresh: ("anns_session_goes_on", "anns_session_goes_on", "serial"),
    Consume: ("anns_number_signs_in", "anns_number_signs_in", "serial"),
    KeepPassword: ("ann_comes_by_password", "anns_password_is_reset", "serial"),
}


@pytest.mark.parametrize("guarded", UNGUARDED, ids=lambda kind: kind.__name__)
def test_a_guard_that_was_taken_away_is_missed(guarded, monkeypatch):
    one, other, break_ = BREAKS[guarded]
    pair = act(one), act(other)
    assert explore(pair, MOST).faults == ()
    monkeypatch.setattr(Tables, "_carry_out", carrying_out(guarded))
    assert [fault for fault in explore(pair, MOST).faults if break_ in fault.what]
