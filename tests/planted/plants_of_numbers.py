"""Faults in whose a number is, and for how long."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_PHONES: Final = f"{_UNIT}/test_phones.py::TestByNumberAlone"
_PASSWORDS: Final = f"{_UNIT}/test_passwords.py"
_RECYCLED: Final = f"{_UNIT}/test_recycled_numbers.py"

OF_NUMBERS: Final = (
    Plant(
        "a stale phone opens the account",
        f"{_MODEL}/phone_login.py",
        "return _stale(situation)",
        "return _LOGGED_IN",
        f"{_PHONES}::test_a_stale_number_lets_nobody_in",
    ),
    Plant(
        "a number is stale a moment too late",
        f"{_MODEL}/phone_standing.py",
        "now - proof.proved_at < TRUST_WINDOW",
        "now - proof.proved_at <= TRUST_WINDOW",
        f"{_PHONES}::test_a_number_is_trusted_for_ninety_days",
    ),
    Plant(
        "an unverified claim is a holder",
        f"{_MODEL}/phone_standing.py",
        "return Standing.UNVERIFIED",
        "return Standing.FRESH",
        f"{_PHONES}::test_what_somebody_claims_and_never_proved_holds_nothing",
    ),
    Plant(
        "a suspended holder lets in",
        f"{_MODEL}/phone_standing.py",
        "return Standing.SUSPENDED",
        "return Standing.FRESH",
        f"{_PHONES}::test_a_suspended_holder_is_not_let_in_and_the_trail_says_so",
    ),
    Plant(
        "the phone proof is not renewed",
        f"{_DEEDS}/steps/phone_plan.py",
        "return self._renewed(entry) if Act.RENEW_PHONE_PROOF in self.decision.acts else entry",
        "return entry",
        f"{_PHONES}::test_each_sign_in_proves_the_number_anew",
    ),
    Plant(
        "the phone proof is renewed by a password",
        f"{_DEEDS}/login_by_password.py",
        "draft.add(*kept)",
        "draft.add(*kept, __import__('ports.writes').writes.RenewProof(holder.account.id, "
        "holder.holds[identity].id, attrs.evolve(holder.holds[identity].proof, "
        "proved_at=draft.now)))",
        f"{_PASSWORDS}::TestSigningIn::test_it_does_not_prove_the_number",
    ),
    Plant(
        "the phone proof is renewed by her word",
        f"{_MODEL}/phone_login.py",
        "acts=(Act.LOWER_ASSURANCE,),",
        "acts=(Act.LOWER_ASSURANCE, Act.RENEW_PHONE_PROOF),",
        f"{_UNIT}/test_ownership.py::test_her_word_proves_nothing_for_the_next_time",
    ),
    Plant(
        "a claim takes a number that was proven since",
        f"{_MODEL}/number_claim.py",
        "return Decision(outcome=Outcome.CLAIM_REFUSED)",
        "return attrs.evolve(_CREATED, acts=(Act.RELEASE_PHONE,))",
        f"{_RECYCLED}::TestClaims::test_it_is_refused_once_the_old_owner_has_proven_the_number",
    ),
    Plant(
        "the released number's sessions live on",
        f"{_DEEDS}/steps/draft.py",
        "EndSessionsBy(holder.account.id, bound.id, self.now, EndReason.KICKED),",
        "",
        f"{_RECYCLED}::TestReleases::test_it_ends_what_the_number_opened_and_nothing_else",
    ),
    Plant(
        "the phone button is always enough",
        f"{_MODEL}/phone_login.py",
        "case Standing.FRESH if situation.weak:",
        "case Standing.FRESH if False:",
        f"{_UNIT}/test_phones.py::TestWhereTheButtonIsNotEnough::test_it_enters_no_account",
    ),
)
