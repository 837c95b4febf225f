"""Faults in who she is: passwords, and fresh proofs."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_CHANGE: Final = f"{_UNIT}/test_number_change.py"
_PASSWORDS: Final = f"{_UNIT}/test_passwords.py"

OF_PEOPLE: Final = (
    Plant(
        "the password lock counts per route",
        f"{_DEEDS}/prove_ownership.py",
        "kept = await self.guard.by_number(",
        "kept = await attrs.evolve(self.guard, limiter=attrs.evolve(self.guard.limiter, "
        "store=type(self.store)())).by_number(",
        "tests/unit/test_password_guesses.py::test_every_route_by_number_counts_against_the_same_ten",
    ),
    Plant(
        "a claimed number signs in by password",
        f"{_DEEDS}/steps/password_guard.py",
        "holder is not None and not holder.holds[phone].proof.is_claim",
        "holder is not None",
        f"{_PASSWORDS}::TestSigningIn::test_a_claim_signs_nobody_in",
    ),
    Plant(
        "a reset leaves the sessions open",
        f"{_DEEDS}/reset_password.py",
        "Account.signed_out",
        "Account.touched",
        f"{_PASSWORDS}::TestResetting::test_a_code_sets_another_and_ends_every_session",
    ),
    Plant(
        "any WeChat beside it resets the password of a stale number",
        f"{_DEEDS}/reset_password.py",
        "return any(one.account.id == p.account.id for one in holders)",
        "return any(holders)",
        f"{_PASSWORDS}::TestResetting::test_with_the_accounts_own_wechat_it_is",
    ),
    Plant(
        "a proof stays fresh",
        f"{_MODEL}/session.py",
        " and now - self.proved_at <= PROOF_LIFE",
        "",
        f"{_CHANGE}::TestChanging::test_a_fresh_proof_counts_for_ten_minutes",
    ),
    Plant(
        "anybody's WeChat is a fresh proof",
        f"{_DEEDS}/step_up.py",
        "if own.isdisjoint(proven.identities):",
        "if not own:",
        f"{_CHANGE}::TestFreshProofs::test_another_persons_wechat_is_none",
    ),
    Plant(
        "a code to any number is a fresh proof",
        f"{_DEEDS}/step_up.py",
        "if proof.identity != phone.identity:",
        "if False:",
        f"{_CHANGE}::TestFreshProofs::test_a_code_to_another_number_is_none",
    ),
    Plant(
        "a new number leaves the other sessions open",
        f"{_DEEDS}/bind_phone.py",
        "caller.end_others(draft)",
        "pass",
        f"{_CHANGE}::TestBinding::test_it_ends_every_session_but_the_one_it_was_done_in",
    ),
)
