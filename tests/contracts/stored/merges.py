"""What a store promises of merges: their cases, and the accounts that were lost in them."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.merge_case import UNDO_WINDOW
from domain.model.values import AccountId, MergeCaseId
from ports.writes import ChangeAccount, CloseMergeCase, OpenMergeCase, OpenSession
from tests.builders import NOON, a_phone, a_session, an_account, an_id, consuming, opening
from tests.contracts.stored.merging import a_case, merging, parting, two_accounts, unsnapped
from tests.contracts.stored.outcome import LATER, TICK, applied_at_once, outcome


class MergeContract:
    @pytest.fixture
    async def accounts(self, store):
        return await two_accounts(store)

    @pytest.fixture
    async def case(self, store, accounts):
        """The case of a merge, its snapshot there."""
        case = a_case(*accounts)
        await store.apply((OpenMergeCase(case),))
        return case

    @pytest.mark.parametrize("changes", [{}, {"automatic": True}, {"snapshot": None}])
    async def test_a_case_comes_back_as_it_was(self, store, accounts, changes):
        case = a_case(*accounts, **changes)
        await store.apply((OpenMergeCase(case),))
        assert await store.merge_case(case.id) == case

    async def test_an_unknown_case_is_none(self, store, case):
        assert await store.merge_case(MergeCaseId(an_id())) is None

    async def test_one_id_opens_one_case(self, store, case):
        assert await outcome(store, OpenMergeCase(case)) == "conflict"

    async def test_cases_are_told_to_both_newest_first_without_their_snapshots(self, store):
        first, second, third = (an_account() for _ in range(3))
        for account in (first, second, third):
            await store.apply(opening(account))
        old = a_case(first, second)
        new = a_case(third, first, merged_at=NOON + TICK)
        await store.apply((OpenMergeCase(new), OpenMergeCase(old)))
        assert await store.merge_cases(first.id) == [unsnapped(new), unsnapped(old)]
        assert await store.merge_cases(second.id) == [unsnapped(old)]
        assert await store.merge_cases(third.id) == [unsnapped(new)]
        assert await store.merge_cases(AccountId(an_id())) == []

    async def test_a_closed_case_was_undone_and_has_no_snapshot(self, store, accounts, case):
        await store.apply((CloseMergeCase(case.id, LATER),))
        closed = unsnapped(case, undone_at=LATER)
        assert await store.merge_case(case.id) == closed
        assert await store.merge_cases(accounts[0].id) == [closed]

    async def test_a_case_is_closed_once(self, store, case):
        await store.apply((CloseMergeCase(case.id, LATER),))
        assert await outcome(store, CloseMergeCase(case.id, LATER + TICK)) == "conflict"
        assert (await store.merge_case(case.id)).undone_at == LATER

    async def test_only_a_case_that_is_there_is_closed(self, store, case):
        assert await outcome(store, CloseMergeCase(MergeCaseId(an_id()), LATER)) == "conflict"
        assert await store.merge_case(case.id) == case

    async def test_what_fails_beside_it_closes_no_case(self, store, case):
        closing = CloseMergeCase(case.id, LATER)
        assert await outcome(store, closing, consuming("a code")) == "conflict"
        assert await store.merge_case(case.id) == case

    async def test_of_many_closings_one_wins(self, store, case):
        closings = [CloseMergeCase(case.id, LATER + n * TICK) for n in range(16)]
        assert await applied_at_once(store, closings) == 1

    async def test_a_purge_destroys_what_can_no_longer_be_undone(self, store, accounts, case):
        early = a_case(*accounts, undo_until=case.undo_until - timedelta(days=1))
        closed = a_case(*accounts, undone_at=NOON, snapshot=None)
        await store.apply((OpenMergeCase(early), OpenMergeCase(closed)))
        assert [await store.purge(now=early.undo_until) for _ in range(2)] == [1, 0]
        assert await store.merge_case(early.id) == unsnapped(early)
        assert await store.merge_case(case.id) == case
        assert await store.purge(now=case.undo_until - TICK) == 0
        assert await store.purge(now=case.undo_until) == 1
        assert await outcome(store, CloseMergeCase(case.id, NOON)) == "conflict"
        assert len(await store.merge_cases(accounts[0].id)) == 3

    async def test_a_large_purge_of_snapshots_ends(self, store, accounts):
        await store.apply(tuple(OpenMergeCase(a_case(*accounts)) for _ in range(1_100)))
        assert await store.purge(now=NOON + UNDO_WINDOW) == 1_100

    async def test_lost_accounts_are_told_by_their_ids(self, store):
        survivor, *others = (an_account() for _ in range(4))
        for account in (survivor, *others):
            await store.apply(opening(account))
        losers = sorted(others[:2], key=lambda one: one.id)
        assert await store.aliases(survivor.id) == []
        for loser in reversed(losers):
            lost = loser.lost_in(survivor.id)
            await store.apply((ChangeAccount(lost, read_at=loser.version),))
        lost = [loser.lost_in(survivor.id) for loser in losers]
        assert await store.aliases(survivor.id) == lost
        assert await store.aliases(losers[0].id) == []

    async def test_a_merge_and_its_undoing_leave_all_as_it_was_and_break_nothing(self, store):
        survivor, loser = (await two_accounts(store, a_phone()))[::-1]
        held = await store.identities_of(loser.id)
        await store.apply((OpenSession(a_session(loser)),))
        case = a_case(survivor, loser)
        await store.apply(merging(survivor, loser, case, *held))
        (lost,) = await store.aliases(survivor.id)
        assert (lost.status, lost.merged_into) == (AccountStatus.MERGED, survivor.id)
        assert await store.identities_of(loser.id) == []
        assert await store.live_sessions(loser.id, now=NOON) == []
        assert await store.violations() == []
        touched = await store.account(survivor.id)
        await store.apply(parting(lost, case, touched, *held))
        restored = await store.account(loser.id)
        versions = {"version": loser.version, "epoch": loser.epoch}
        assert attrs.evolve(restored, **versions) == loser
        assert restored.epoch > lost.epoch > loser.epoch
        assert await store.aliases(survivor.id) == []
        assert await store.identities_of(loser.id) == held
        assert await store.violations() == []

    async def test_of_merges_that_cross_one_wins(self, store):
        for _ in range(10):
            one, another = await two_accounts(store)
            outcomes = await asyncio.gather(
                outcome(store, *merging(one, another, a_case(one, another))),
                outcome(store, *merging(another, one, a_case(another, one))),
            )
            assert sorted(outcomes) == ["applied", "conflict"]
            statuses = {(await store.account(each.id)).status for each in (one, another)}
            assert statuses == {AccountStatus.ACTIVE, AccountStatus.MERGED}
            assert len(await store.merge_cases(one.id)) == 1
