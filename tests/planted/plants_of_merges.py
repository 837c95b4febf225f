"""Faults in two accounts becoming one and two again, and in ways in that are given up."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_MERGES: Final = f"{_UNIT}/test_merge_accounts.py"
_CHOICES: Final = f"{_UNIT}/test_merge_choices.py"
_TICKETS: Final = f"{_UNIT}/test_merge_tickets.py"
_UNASKED: Final = f"{_UNIT}/test_not_merged_unasked.py"
_UNBIND: Final = f"{_UNIT}/test_unbind.py"
_QUARANTINE: Final = f"{_UNIT}/test_quarantine.py"

OF_MERGES: Final = (
    Plant(
        "a merge keeps the loser's sessions",
        f"{_MODEL}/account.py",
        "lost = attrs.evolve(self.signed_out(), status=AccountStatus.MERGED)",
        "lost = self.touched()",
        f"{_MERGES}::TestSessions::test_all_end_and_the_caller_gets_a_new_one",
    ),
    Plant(
        "the survivor's other sessions live on",
        f"{_DEEDS}/merge_accounts.py",
        "draft.add(EndOtherSessions(survivor.id, None, now, EndReason.MERGED))",
        "pass",
        f"{_MERGES}::TestSessions::test_all_end_and_the_caller_gets_a_new_one",
    ),
    Plant(
        "aliases are not re-pointed",
        f"{_DEEDS}/steps/merge_plan.py",
        "for alias in proposal.loser.aliases:",
        "for alias in ():",
        f"{_MERGES}::TestIdentities::test_of_a_chain_every_link_resolves_to_its_end",
    ),
    Plant(
        "an unverified number moves along",
        f"{_MODEL}/merge_proposal.py",
        "numbers = [survivor.number, loser.number, loser.claim]",
        "numbers = [survivor.number, loser.number]",
        f"{_MERGES}::TestNumbers::test_what_nobody_proved_does_not",
    ),
    Plant(
        "the loser's password lives on",
        f"{_DEEDS}/steps/merge_plan.py",
        "self.draft.add(DropPassword(self._loser.id))",
        "pass",
        f"{_UNIT}/test_merge_passwords.py::test_the_losers_dies_with_it",
    ),
    Plant(
        "a merge lifts a ban",
        f"{_MODEL}/merge_proposal.py",
        "return AccountStatus.SUSPENDED",
        "return AccountStatus.ACTIVE",
        f"{_UNIT}/test_merge_by_operator.py::TestSuspendedSides::test_a_ban_goes_on_and_comes_back_to_whom_it_was_laid_on",
    ),
    Plant(
        "two WeChats of one place are no clash",
        f"{_MODEL}/account.py",
        "return any(place.kind is not IdentityKind.PHONE for place in both)",
        "return False",
        f"{_CHOICES}::TestTwoPersons::test_two_wechats_of_one_place_never_become_one",
    ),
    Plant(
        "versions are not checked",
        f"{_DEEDS}/steps/merge_ticket.py",
        "self.versions.get(one.account.id) == one.account.version for one in sides",
        "one.account.id in self.versions for one in sides",
        f"{_TICKETS}::TestUnchanged::test_it_is_stale_once_either_account_has_changed",
    ),
    Plant(
        "a merge ticket is good at any session",
        "adapters/persistence/memory.py",
        "row.write.bound != bound or ",
        "",
        f"{_TICKETS}::TestOnceAndHere::test_it_is_good_at_the_session_that_got_it_alone",
    ),
    Plant(
        "a merge ticket is not consumed",
        f"{_DEEDS}/merge_accounts.py",
        "draft.add(*kept, proposed.consume)",
        "draft.add(*kept)",
        f"{_TICKETS}::TestOnceAndHere::test_it_is_used_up_together_with_its_session",
    ),
    Plant(
        "a merge ticket outlives its proofs",
        f"{_DEEDS}/steps/offering.py",
        "until = (offers.proved_at or now) + PROOF_LIFE",
        "until = now + PROOF_LIFE",
        f"{_TICKETS}::TestItsTime::test_beside_a_wechat_it_ends_with_the_sessions_proof",
    ),
    Plant(
        "her word alone merges",
        f"{_DEEDS}/merge_accounts.py",
        "if proposed.caller.signed_in.session.is_low(now):",
        "if False:",
        f"{_TICKETS}::TestHerWord::test_a_session_that_rests_on_it_merges_nothing",
    ),
    Plant(
        "an established account is merged unasked",
        f"{_MODEL}/account.py",
        "young = now - account.registered_at < YOUNG and",
        "young =",
        f"{_UNASKED}::test_once_it_is_ten_minutes_old",
    ),
    Plant(
        "the policy never to merge is not heeded",
        f"{_MODEL}/provisional.py",
        "auto_merge is AutoMerge.NEVER or ",
        "",
        f"{_UNASKED}::test_where_the_policy_is_never",
    ),
    Plant(
        "another's WeChat is bound without a fresh proof",
        f"{_MODEL}/openid_binding.py",
        "case _ if not situation.fresh:",
        "case _ if False:",
        f"{_UNIT}/test_bind_anothers_wechat.py::test_it_takes_a_fresh_proof_to_be_offered_it",
    ),
    Plant(
        "the last method is not protected",
        f"{_MODEL}/unbinding.py",
        "        return Left.NOTHING",
        "        return Left.USABLE",
        f"{_UNIT}/test_unbind_refused.py::TestWhatIsLeft::test_the_last_way_in_stays",
    ),
    Plant(
        "a stale phone counts as usable",
        f"{_MODEL}/unbinding.py",
        "if any(is_trusted(proof, now) for proof in proven):",
        "if True:",
        f"{_UNIT}/test_unbind_refused.py::TestWhatIsLeft::test_a_stale_number_alone_is_none_that_can_be_used",
    ),
    Plant(
        "unbinding keeps the sessions",
        f"{_DEEDS}/unbind.py",
        "caller.end_others(draft)",
        "pass",
        f"{_UNBIND}::TestSessions::test_every_other_session_ends",
    ),
    Plant(
        "a session outlives what it rests on",
        f"{_DEEDS}/unbind.py",
        "if session.identity_id in {one.id for one in gone}:",
        "if False:",
        f"{_UNBIND}::TestSessions::test_one_that_rests_on_what_goes_ends_too",
    ),
    Plant(
        "a WeChat is unbound in part",
        f"{_DEEDS}/steps/identity_release.py",
        "return tuple(one for one in own if apps.are_one_person(place, one.identity.place))",
        "return (bound,)",
        f"{_UNBIND}::TestAWeChat::test_it_goes_whole",
    ),
    Plant(
        "session keys outlive the WeChat",
        f"{_DEEDS}/steps/identity_release.py",
        "draft.add(ForgetSessionKeys(identity.scope, identity.subject))",
        "pass",
        f"{_UNBIND}::TestAWeChat::test_it_goes_whole",
    ),
    Plant(
        "an unbound WeChat is forgotten at once",
        f"{_DEEDS}/steps/identity_release.py",
        "quarantine_of(identity, account, draft.now, perhaps=perhaps),",
        "",
        f"{_QUARANTINE}::TestAnUnboundWeChat::test_a_sign_in_is_asked_first",
    ),
    Plant(
        "a replaced number is forgotten at once",
        f"{_DEEDS}/steps/phone_change.py",
        "draft.add(quarantine_of(old.identity, account, draft.now))",
        "pass",
        f"{_QUARANTINE}::TestAReplacedNumber::test_a_sign_in_is_asked_first_and_keeps_its_code",
    ),
    Plant(
        "an undone merge is done again unasked",
        f"{_MODEL}/account.py",
        " and account.epoch == FIRST_EPOCH",
        "",
        f"{_UNIT}/test_automatic_merges.py::TestAfterwards::test_so_it_is_with_a_unionid",
    ),
    Plant(
        "the operator merges what was not shown",
        f"{_DEEDS}/merge_by_operator.py",
        "if shown is not None and not proposal.is_as(shown):",
        "if False:",
        f"{_UNIT}/test_merge_by_operator.py::TestMerging::test_what_was_shown_is_done_or_nothing",
    ),
    Plant(
        "the operator works without the apps",
        "composition.py",
        "            await check_places(settings, store)\n            return await act",
        "            return await act",
        "tests/cli/test_merging.py::"
        "test_without_the_apps_that_tell_who_is_one_person_nothing_is_done",
    ),
    Plant(
        "a note names each of many openids",
        f"{_DEEDS}/unbind.py",
        "dict.fromkeys(one.identity.kind for one in gone)",
        "one.identity.kind for one in gone",
        "tests/persistence/test_postgres.py::TestPostgresStore::"
        "test_a_wechat_that_went_through_many_openids_goes_whole",
    ),
    Plant(
        "a stale ticket begets another whatever has changed",
        f"{_DEEDS}/steps/merge_ticket.py",
        "return again if again.doors == self.doors else None",
        "return again",
        f"{_TICKETS}::TestUnchanged::test_it_is_stale_once_either_account_has_changed",
    ),
    Plant(
        "a stale ticket lives on in another",
        f"{_DEEDS}/steps/merge_pair.py",
        "expires_at=again.until, bound=bound",
        "expires_at=self.clock.now() + (again.until - again.at), bound=bound",
        f"{_TICKETS}::TestUnchanged::test_another_comes_along_where_only_the_profile_has",
    ),
)
