"""Faults in taking a merge back, in bans that follow a WeChat, and in how old a proof is."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_UNDO: Final = f"{_UNIT}/test_undo_merge.py"
_REFUSED: Final = f"{_UNIT}/test_undo_refused.py"
_PARTED: Final = f"{_UNIT}/test_parted_wechats.py"
_CHANGED: Final = f"{_UNIT}/test_changed_since.py"
_RESTS: Final = f"{_UNIT}/test_rests_on_the_session.py"
_BANS: Final = f"{_UNIT}/test_bans_follow.py"
_AGE: Final = f"{_UNIT}/test_age_of_proofs.py"

OF_UNDOING: Final = (
    Plant(
        "undo leaves the password that came with the loser",
        f"{_DEEDS}/steps/undo_plan.py",
        "if self._drops_password:\n            self.draft",
        "if False:\n            self.draft",
        f"{_UNDO}::TestPasswords::test_one_that_came_along_goes",
    ),
    Plant(
        "undo keeps the sessions",
        f"{_MODEL}/account.py",
        "parted = attrs.evolve(self.signed_out(), status=status, banned_in=banned_in)",
        "parted = attrs.evolve(self.touched(), status=status, banned_in=banned_in)",
        f"{_UNDO}::TestAsItWas::test_every_session_ends",
    ),
    Plant(
        "undo leaves the loser's aliases with the survivor",
        f"{_DEEDS}/steps/undo_plan.py",
        "if alias.id in self.snapshot.aliases:",
        "if False:",
        f"{_UNDO}::TestAsItWas::test_what_had_been_merged_into_the_loser_resolves_to_it",
    ),
    Plant(
        "a superseded openid comes home without its place",
        f"{_DEEDS}/steps/undo_plan.py",
        "account_id=owner.id, superseded=False)",
        "account_id=owner.id, superseded=True)",
        f"{_PARTED}::TestTwoPersonsOfOnePlatform::test_the_unionid_tells_whose_it_is",
    ),
    Plant(
        "undo takes a number from whoever has it by now",
        f"{_DEEDS}/undo_merge.py",
        "[one for one in gone if await names(survivor_id, one.identity)]",
        "gone",
        f"{_CHANGED}::TestNumbersThatGaveWay::test_one_that_somebody_else_has_by_now_is_lost",
    ),
    Plant(
        "undo overwrites what changed since",
        f"{_DEEDS}/steps/snapshot.py",
        "before.nickname if present.nickname == merged.nickname else present.nickname",
        "before.nickname",
        f"{_CHANGED}::test_what_she_shows_of_herself_since_stays",
    ),
    Plant(
        "the window never ends",
        f"{_DEEDS}/undo_merge.py",
        "open=case.snapshot is not None and self.clock.now() < case.undo_until,",
        "open=case.snapshot is not None,",
        f"{_REFUSED}::TestForAWeek::test_and_no_longer",
    ),
    Plant(
        "a later merge does not block",
        f"{_DEEDS}/undo_merge.py",
        "later_merge=any(_is_later(one, case) for one in cases),",
        "later_merge=False,",
        f"{_REFUSED}::TestAfterOthers::test_the_last_comes_first",
    ),
    Plant(
        "anybody undoes a merge",
        f"{_DEEDS}/steps/own_merge.py",
        "if survivor is None or survivor.merged_into != account.id:",
        "if False:",
        f"{_REFUSED}::TestByWhom::test_a_stranger_is_told_of_no_merge",
    ),
    Plant(
        "what a WeChat gained stays behind",
        f"{_MODEL}/parting.py",
        "if one.id in came or one.id in were:",
        "if True:",
        f"{_PARTED}::test_what_its_unionid_brought_goes_home_with_it",
    ),
    Plant(
        "an app is asked before the unionid",
        f"{_MODEL}/parting.py",
        "(by_unionid, Place.__eq__, one_person)",
        "(Place.__eq__, by_unionid, one_person)",
        f"{_PARTED}::TestTwoPersonsOfOnePlatform::test_the_unionid_tells_whose_it_is",
    ),
    Plant(
        "what nobody can tell stays with the survivor",
        f"{_MODEL}/parting.py",
        "return None if at_home else False",
        "return False",
        f"{_PARTED}::TestTwoPersonsOfOnePlatform::test_what_nobody_can_tell_is_let_go_and_its_next_sign_in_tells",
    ),
    Plant(
        "what was unbound since does not come back",
        f"{_DEEDS}/steps/undo_plan.py",
        "self.draft.add(BindIdentity(bound), taken_out(bound.identity, self.draft.now))",
        "pass",
        f"{_CHANGED}::test_a_wechat_that_was_unbound_since_comes_back",
    ),
    Plant(
        "undo takes a number that the carrier took back meanwhile",
        f"{_DEEDS}/steps/undo_plan.py",
        "BindIdentity(bound), taken_out(bound.identity, self.draft.now)",
        "BindIdentity(bound)",
        f"{_RESTS}::test_what_the_carrier_took_back_meanwhile_comes_back_to_nobody",
    ),
    Plant(
        "a password that was set since stays",
        f"{_DEEDS}/steps/undo_plan.py",
        "return self.survivor.password not in (None, self.snapshot.password)",
        "return False",
        f"{_UNDO}::TestPasswords::test_one_that_was_set_since_goes_for_nobody_can_tell_who_did_it",
    ),
    Plant(
        "undo does not rest on the caller's session",
        f"{_DEEDS}/undo_merge.py",
        "caller.keep_session(draft)",
        "pass",
        f"{_RESTS}::test_whoever_logged_out_undoes_nothing",
    ),
    Plant(
        "a second ban reaches one side alone",
        f"{_DEEDS}/steps/snapshot.py",
        "return survivor.banned_in is not None and survivor.banned_in > self.merged_epoch",
        "return False",
        f"{_UNIT}/test_bans_and_undo.py::test_another_that_was_laid_on_since_is_laid_on_both",
    ),
    Plant(
        "a ban is escaped by unbinding",
        f"{_DEEDS}/steps/quarantine.py",
        "if suspended and identity.kind is not IdentityKind.PHONE:",
        "if False:",
        f"{_BANS}::test_it_opens_no_account",
    ),
    Plant(
        "a ban is escaped by a claim",
        f"{_DEEDS}/claim_number.py",
        "if former.banned is not None:",
        "if False:",
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
        f"{_DEEDS}/steps/openid_entry.py",
        "draft.add(*former.cleared(start_afresh=start_afresh))",
        "again = await self.quarantine.look(proven.identities)\n"
        "            draft.add(*again.cleared(start_afresh=start_afresh))",
        f"{_BANS}::TestBesideTheBan::test_a_sign_in_is_asked_or_refused_and_opens_nothing",
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
        "if old.proof.method is not ProofMethod.CLAIMED:",
        "if True:",
        f"{_UNIT}/test_quarantine.py::TestAReplacedNumber::test_what_nobody_ever_proved_is_not_remembered",
    ),
    Plant(
        "a weak clash gives a merge ticket",
        f"{_MODEL}/phone_binding.py",
        "if situation.clash and situation.weak:",
        "if False:",
        f"{_UNIT}/test_weak_clashes.py::test_no_ticket_among_them_leads_to_that_account",
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
        f"{_DEEDS}/steps/merging.py",
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
