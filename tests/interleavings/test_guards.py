"""Take one guard of the store away, and the explorer finds the break."""

import pytest

from adapters.persistence.memory_tables import Tables
from ports.secret_writes import Consume, KeepPassword
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    CloseMergeCase,
    KeepSession,
    MoveIdentity,
    OpenSession,
    ReleaseIdentity,
    RotateRefresh,
)
from tests.acts.table import act
from tests.interleavings.careless import UNGUARDED, carrying_out
from tests.interleavings.exploring import explore

MOST = 60

# For each guard, two acts that need it, and how the break shows.
BREAKS = [
    (ChangeAccount, "bob_claims_olgas_number", "olga_is_banned", "serial"),
    (ChangeAccount, "olga_binds_a_wechat", "olga_goes_on_as_ann", "I2"),
    (ChangeAccount, "nora_goes_on_as_ann", "ann_is_merged_into_nora", "I6"),
    (BindIdentity, "newcomer_comes", "newcomer_comes_with_a_nonce", "I5"),
    (ReleaseIdentity, "olga_proves_that_she_is_olga", "bob_claims_olgas_number", "serial"),
    (CloseMergeCase, "nora_undoes_her_merge", "noras_merge_is_undone", "I2"),
    (OpenSession, "ann_comes_by_password", "anns_number_is_released", "I10"),
    (KeepSession, "bob_claims_olgas_number", "bob_signs_out_here", "serial"),
    (KeepSession, "ann_proves_her_number_again", "ann_replaces_her_wechat", "I10"),
    (RotateRefresh, "anns_session_goes_on", "anns_session_goes_on", "serial"),
    (Consume, "anns_number_signs_in", "anns_number_signs_in", "serial"),
    (KeepPassword, "ann_comes_by_password", "anns_password_is_reset", "serial"),
]


@pytest.fixture
def faults_of(monkeypatch):
    """Return what the explorer finds once writes of these kinds are not guarded."""

    def explored(one, other, *unguarded):
        monkeypatch.setattr(Tables, "_carry_out", carrying_out(unguarded))
        return " ".join(fault.what for fault in explore((act(one), act(other)), MOST).faults)

    return explored


@pytest.mark.parametrize(("guarded", "one", "other", "break_"), BREAKS)
def test_a_guard_that_was_taken_away_is_missed(faults_of, guarded, one, other, break_):
    assert faults_of(one, other) == ""
    assert break_ in faults_of(one, other, guarded)


def test_what_moves_is_guarded_once_more_behind_the_versions_of_accounts(faults_of):
    pair = "ann_takes_her_wechat_back", "nora_goes_on_as_ann"
    assert faults_of(*pair, MoveIdentity) == ""
    assert "I3" not in faults_of(*pair, ChangeAccount)
    assert "I3" in faults_of(*pair, ChangeAccount, MoveIdentity)


def test_every_guard_is_taken_away():
    assert UNGUARDED.keys() == {guarded for guarded, *_ in BREAKS} | {MoveIdentity}
