"""What holds in every cell of every decision table, whatever else the cell says."""

from domain.model.account import AccountStatus
from domain.model.decision import Act, Who
from domain.model.first_sign_in import decide_first_sign_in
from domain.model.identity import Role
from domain.model.merge_undo import Undoer, decide_undo
from domain.model.merging import VouchedBy, decide_merge
from domain.model.number_claim import decide_number_claim
from domain.model.number_release import decide_number_release
from domain.model.openid_binding import decide_openid_binding
from domain.model.openid_login import decide_openid_login
from domain.model.outcomes import Outcome
from domain.model.password_reset import decide_password_reset
from domain.model.phone_binding import OwnPhone, decide_phone_binding
from domain.model.phone_login import Second, decide_phone_login
from domain.model.phone_openid_login import BesideHolder, decide_pair_login
from domain.model.phone_standing import Standing
from domain.model.unbinding import Left, decide_unbinding
from tests.unit.test_tables import TABLES

DECIDE = {
    "T1": decide_openid_login,
    "T2": decide_pair_login,
    "T3": decide_phone_binding,
    "T4": decide_phone_login,
    "T5": decide_number_release,
    "T6": decide_number_claim,
    "T7": decide_openid_binding,
    "T8": decide_password_reset,
    "T9": decide_first_sign_in,
    "T10": decide_merge,
    "T11": decide_undo,
    "T12": decide_unbinding,
}
DECIDED = {
    table: [(situation, DECIDE[table](situation)) for situation in module.SITUATIONS]
    for table, module in TABLES.items()
}
ALL = [one for table in DECIDED.values() for one in table]
BY_PHONE = [(situation, decision) for situation, decision in ALL if hasattr(situation, "p")]
UNSURE = (Standing.STALE, Standing.UNVERIFIED)
# Whoever calls at a session has an account that is active.
ENTERED = (Who.X, Who.Y, Who.P, Who.W)


def account(situation, letter):
    """How the account stands that the letter names: a letter again."""
    one = getattr(situation, letter)
    return situation.p if one is BesideHolder.SAME else one


def test_nobody_enters_a_suspended_or_closing_account():
    for situation, decision in ALL:
        if decision.who in ENTERED:
            assert account(situation, decision.who.lower()) not in ("S", "C"), situation.cell


def test_a_banned_person_gets_no_new_account():
    for situation, decision in ALL:
        letters = [letter for letter in "xypwq" if hasattr(situation, letter)]
        if "S" in [account(situation, letter) for letter in letters]:
            assert decision.outcome is not Outcome.CREATED, situation.cell


def test_an_unverified_entry_never_signs_anybody_in_as_its_account():
    for situation, decision in BY_PHONE:
        if situation.p is Standing.UNVERIFIED:
            assert (decision.outcome, decision.who) != (Outcome.LOGGED_IN, Who.P)


def test_a_stale_or_unverified_number_alone_opens_nothing():
    alone = [
        *(one for one in DECIDED["T2"] if one[0].w is BesideHolder.NONE),
        *DECIDED["T3"],
        *(one for one in DECIDED["T4"] if one[0].second is Second.NO),
        *DECIDED["T6"],
        *(one for one in DECIDED["T8"] if not one[0].second),
    ]
    for situation, decision in alone:
        if situation.p in UNSURE:
            assert decision.who is not Who.P, situation.cell
            assert decision.outcome is not Outcome.PASSWORD_RESET, situation.cell


def test_a_stale_number_is_renewed_only_where_more_than_the_number_was_proven():
    for situation, decision in DECIDED["T3"]:
        if situation.p is Standing.STALE and Act.RENEW_PHONE_PROOF in decision.acts:
            assert situation.s is OwnPhone.SAME, situation.cell
            assert situation.fresh, situation.cell


def test_her_word_opens_a_stale_number_only_where_nothing_else_could_and_not_wide():
    for situation, decision in DECIDED["T4"]:
        if situation.second is Second.DECLARED and situation.p in UNSURE:
            assert (decision.who is Who.P) == (Act.LOWER_ASSURANCE in decision.acts)
            assert situation.only or decision.who is not Who.P, situation.cell


def test_a_button_does_not_open_what_the_policy_wants_a_text_message_for():
    owned = [
        *(one for one in DECIDED["T2"] if one[0].w is not BesideHolder.SAME),
        *(one for one in DECIDED["T4"] if one[0].second is not Second.YES),
    ]
    for situation, decision in owned:
        assert not situation.weak or decision.who is not Who.P, situation.cell


def test_only_a_provisional_account_is_merged_unasked_and_only_without_a_clash():
    merging = [
        (situation, act)
        for situation, decision in ALL
        for act in decision.acts
        if act.startswith("merge_")
    ]
    assert merging
    for situation, act in merging:
        loser = act.split("_")[1]
        assert situation.provisional in (loser, True), situation.cell
        clashes = ("slot_taken", "clash", "x_has_unionid")
        assert not any(getattr(situation, clash, False) for clash in clashes), situation.cell


def test_no_phone_is_changed_in_silence():
    for situation, decision in DECIDED["T2"]:
        if decision.who is Who.W and Role.PHONE in decision.bind:
            assert situation.w is BesideHolder.NO_PHONE, situation.cell
    for situation, decision in DECIDED["T3"]:
        if situation.s is OwnPhone.OTHER and Role.PHONE in decision.bind:
            assert situation.fresh, situation.cell
            assert Act.REPLACE_PHONE in decision.acts, situation.cell


def test_no_account_but_a_stale_holder_loses_its_number_to_a_claim():
    for situation, decision in DECIDED["T6"]:
        released = Act.RELEASE_PHONE in decision.acts
        stale = situation.p is Standing.STALE and not situation.weak
        assert released == stale, situation.cell


def test_a_merge_takes_proofs_of_both_accounts_or_the_operators_word():
    for situation, decision in DECIDED["T10"]:
        if decision.outcome is Outcome.MERGED and not situation.together:
            assert situation.proven is not VouchedBy.NO, situation.cell
            assert not situation.clash, situation.cell
            if situation.proven is VouchedBy.BOTH:
                assert situation.a is situation.b is AccountStatus.ACTIVE, situation.cell


def test_a_merge_is_undone_in_its_week_by_its_owner_or_the_operator():
    for situation, decision in DECIDED["T11"]:
        if decision.outcome is Outcome.UNMERGED and not situation.undone:
            assert situation.open, situation.cell
            assert not situation.later_merge, situation.cell
            assert situation.proof is not Undoer.NOBODY, situation.cell


def test_unbinding_takes_a_fresh_proof_and_leaves_a_usable_way_in():
    for situation, decision in DECIDED["T12"]:
        if decision.outcome is Outcome.UNBOUND:
            assert situation.fresh, situation.cell
            assert situation.left is Left.USABLE, situation.cell
