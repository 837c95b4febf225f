"""Faults in bans that follow a WeChat, in quarantine, and in how old a proof is."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_RESTS: Final = f"{_UNIT}/test_rests_on_the_session.py"
_BANS: Final = f"{_UNIT}/test_bans_follow.py"
_AGE: Final = f"{_UNIT}/test_age_of_proofs.py"

OF_BANS: Final = (
    Plant(
        "a ban is escaped by unbinding",
        f"{_DEEDS}/steps/quarantine.py",
        "if suspended and identity.kind is not IdentityKind.PHONE:",
        "if False:",
        f"{_BANS}::test_it_opens_no_account",
    ),
    Plant(
        "a refusal names the cell that lets in",
        f"{_DEEDS}/steps/refusing.py",
        "draft.cell = BANNED",
        "pass",
        f"{_BANS}::test_it_opens_no_account",
    ),
    Plant(
        "a ban is escaped by a claim",
        f"{_DEEDS}/claim_number.py",
        "await self.clear(draft, facts.unheld, opens=True, start_afresh=True)",
        "pass",
        f"{_BANS}::test_nor_with_a_number_that_is_claimed",
    ),
    Plant(
        "a ban is escaped by a merge",
        f"{_DEEDS}/steps/quarantine.py",
        "if account is not None and account.merged_into is not None:",
        "if False:",
        f"{_BANS}::test_it_is_found_through_a_merge",
    ),
    Plant(
        "a ban is escaped between two looks",
        f"{_DEEDS}/steps/clearing.py",
        "draft.add(*former.cleared(start_afresh=start_afresh))",
        "again = await self.quarantine.look(unheld)\n"
        "            draft.add(*again.cleared(start_afresh=start_afresh))",
        f"{_BANS}::TestBesideTheBan::test_a_sign_in_is_asked_or_refused_and_opens_nothing",
    ),
    Plant(
        "whoever is asked has lost her code",
        f"{_DEEDS}/steps/clearing.py",
        "await self.store.apply(kept)",
        "pass",
        f"{_UNIT}/test_quarantine.py::TestAnUnboundWeChat::test_so_it_may_beside_a_number",
    ),
    Plant(
        "a number's next owner is told whose it was",
        f"{_DEEDS}/steps/quarantine.py",
        "hint = None if identity.kind is IdentityKind.PHONE else account.profile.masked_nickname",
        "hint = account.profile.masked_nickname",
        f"{_UNIT}/test_quarantine.py::TestAReplacedNumber::test_a_sign_in_is_asked_first_and_keeps_its_code",
    ),
    Plant(
        "what nobody proved is quarantined",
        f"{_DEEDS}/steps/phone_change.py",
        "if not old.proof.is_claim:",
        "if True:",
        f"{_UNIT}/test_quarantine.py::TestAReplacedNumber::test_what_nobody_ever_proved_is_not_remembered",
    ),
    Plant(
        "a weak clash is told like a proven one",
        f"{_MODEL}/phone_binding.py",
        "if situation.clash and situation.weak:",
        "if False:",
        f"{_UNIT}/test_weak_clashes.py::test_by_the_button_there_is_nothing_to_merge",
    ),
    Plant(
        "a password is guessed where nothing can be merged",
        f"{_DEEDS}/merge_accounts.py",
        "proposal = (await self._allowed(caller, ticket, choice)).proposal",
        "proposal = (await self.read_pair(caller, ticket, choice)).proposal",
        f"{_UNIT}/test_merge_passwords.py::test_nobody_guesses_where_nothing_can_be_merged",
    ),
    Plant(
        "an automatic merge keeps the survivor's sessions",
        f"{_DEEDS}/steps/automatic_merge.py",
        "draft.add(EndOtherSessions(survivor.id, but, draft.now, EndReason.MERGED))",
        "pass",
        f"{_UNIT}/test_automatic_merges.py::TestByOpenid::test_a_young_y_goes_into_x",
    ),
    Plant(
        "a claim's session is fresher than its proof",
        f"{_DEEDS}/claim_number.py",
        "entry = attrs.evolve(entry, proved_at=evidence.proved_at)",
        "pass",
        f"{_AGE}::TestAtASession::test_claiming_makes_it_no_fresher",
    ),
    Plant(
        "a ticket's proof is as new as the last",
        f"{_DEEDS}/steps/evidence.py",
        "return proved_at if self.until is None else min(proved_at, self.until - PROOF_LIFE)",
        "return proved_at",
        f"{_AGE}::TestBesideAWeChat::test_what_comes_of_it_is_as_old_as_the_wechat",
    ),
    Plant(
        "an ownership ticket outlives the session's proof",
        f"{_DEEDS}/bind_phone.py",
        "session_id=session.id, until=session.proved_at + PROOF_LIFE",
        "session_id=session.id",
        f"{_AGE}::TestAtASession::test_once_it_is_old_the_ticket_is_too",
    ),
    Plant(
        "whoever was signed out signs others out",
        f"{_DEEDS}/logout.py",
        "(KeepSession(here.id, here.identity_id), *ended)",
        "(*ended,)",
        f"{_RESTS}::test_whoever_was_signed_out_signs_nobody_out",
    ),
    Plant(
        "a refusal rests on two moments",
        f"{_DEEDS}/steps/caller.py",
        "if account is None or account.version != self.signed_in.account.version:",
        "if False:",
        f"{_RESTS}::test_a_number_is_refused_by_one_look_at_both_accounts",
    ),
)
