"""Faults in taking a merge back."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_UNDO: Final = f"{_UNIT}/test_undo_merge.py"
_REFUSED: Final = f"{_UNIT}/test_undo_refused.py"
_PARTED: Final = f"{_UNIT}/test_parted_wechats.py"
_MOTHER: Final = f"{_PARTED}::TestAMothersNumberAndHerDaughtersWeChat"
_LET_GO: Final = f"{_UNIT}/test_bans_and_undo.py::TestWhatAnUndoLetsGo"
_CHANGED: Final = f"{_UNIT}/test_changed_since.py"
_RESTS: Final = f"{_UNIT}/test_rests_on_the_session.py"

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
        "void = self.signed_out()\n        return attrs.evolve(void, status=status,",
        "void = self.touched()\n        return attrs.evolve(void, status=status,",
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
        f"{_PARTED}::test_what_takes_its_place_goes_home_with_it",
    ),
    Plant(
        "a unionid goes home whoever told it",
        f"{_MODEL}/parting.py",
        "return True if all(one.id in self.came for one in told_by) else None",
        "return True",
        f"{_MOTHER}::test_the_mothers_own_comes_never_to_the_daughter",
    ),
    Plant(
        "a unionid speaks for every openid of its platform",
        f"{_MODEL}/parting.py",
        "return None if both or unionid_goes else False",
        "return unionid_goes if unionid_goes else None if both else False",
        f"{_MOTHER}::test_nor_where_the_daughters_told_her_unionid",
    ),
    Plant(
        "what nobody can tell stays with the survivor",
        f"{_MODEL}/parting.py",
        "return None if both or unionid_goes else False",
        "return False",
        f"{_UNIT}/test_parting.py::TestTwoPersonsOfOnePlatform::test_what_took_none_may_be_eithers_and_is_let_go",
    ),
    Plant(
        "what an undo lets go is forgotten",
        f"{_DEEDS}/steps/undo_plan.py",
        "release(self.draft, self.survivor.account, bound, perhaps=self.loser)",
        "self.draft.add(ReleaseIdentity(bound.account_id, bound.id, bound.proof.proved_at))",
        f"{_LET_GO}::test_it_is_asked_whose_it_was_before_it_opens_an_account",
    ),
    Plant(
        "what an undo lets go escapes the loser's ban",
        f"{_DEEDS}/steps/undo_plan.py",
        "bound, perhaps=self.loser)",
        "bound)",
        f"{_LET_GO}::test_so_does_that_of_either_side",
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
)
