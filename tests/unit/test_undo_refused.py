"""Whether a merge may be undone (table T11): by whom, for how long, and after what."""

import asyncio

import pytest

from domain.model.account import AccountStatus
from domain.model.errors import InvalidInput, NotSignedIn, UnknownMerge
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.values import MergeCaseId
from domain.usecases.steps.undo_plan import Lost
from domain.usecases.undo_merge import Undone
from tests.builders import an_id, letting_go
from tests.unit.pair import (
    Look,
    end_of,
    grow_old,
    merge,
    merge_ticket_of,
    put,
    refusal_of,
    undo,
)
from tests.unit.telephone import offers_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def merged(pair):
    return await pair.merged()


async def by_operator(house, case_id, reason="she asked for it"):
    return await house.merges.undo.by_operator(case_id, reason=reason)


class TestByWhom:
    async def test_its_owner_proves_herself_anew(self, house, pair, merged):
        grow_old(house)
        refused = await refusal_of(undo(house, merged))
        assert refused.outcome is Outcome.STEP_UP_REQUIRED
        assert offers_of(refused) == [Offer.STEP_UP_BY_WECHAT, Offer.STEP_UP_BY_SMS]
        await undo(house, await pair.phone.sign_in(), merged.merge.id)

    async def test_a_session_that_rests_on_her_word_undoes_nothing(self, house, merged):
        session = merged.session.with_low_assurance(house.clock.now())
        house.store.tables.sessions[session.id] = session
        refused = await refusal_of(undo(house, merged))
        assert (refused.outcome, refused.offers) == (Outcome.STEP_UP_REQUIRED, ())

    async def test_a_stranger_is_told_of_no_merge(self, house, merged):
        stranger = await house.sign_in("oX")
        for case_id in (merged.merge.id, MergeCaseId(an_id())):
            with pytest.raises(UnknownMerge):
                await undo(house, stranger, case_id)

    async def test_a_session_that_has_ended_undoes_nothing(self, house, merged):
        caller = await house.caller(merged)
        await house.suspend(merged.account.id)
        with pytest.raises(NotSignedIn):
            await house.merges.undo(caller, merged.merge.id)

    async def test_the_operator_gives_a_reason(self, house, merged):
        for reason in ("", "  ", "x" * 257, "two\nlines"):
            with pytest.raises(InvalidInput):
                await by_operator(house, merged.merge.id, reason)
        await by_operator(house, merged.merge.id)
        assert list(house.store.tables.audit.values())[-1].note == "she asked for it"

    async def test_the_operator_is_told_of_no_merge_that_never_was(self, house):
        with pytest.raises(UnknownMerge):
            await by_operator(house, MergeCaseId(an_id()))

    async def test_undone_twice_it_is_undone(self, house, pair, merged):
        first = await undo(house, merged)
        before = await Look.at(house, pair.by_wechat)
        assert (await by_operator(house, merged.merge.id)).case == first.case
        for sign_in in (await house.sign_in("oA"), await pair.phone.sign_in()):
            assert (await undo(house, sign_in, merged.merge.id)).case == first.case
        assert await Look.at(house, pair.by_wechat) == before
        assert house.deeds().count("merge_undone") == 1

    async def test_of_two_at_once_one_undoes_it(self, house, merged):
        ends = await asyncio.gather(
            *(by_operator(house, merged.merge.id) for _ in range(3)),
            undo(house, merged),
            return_exceptions=True,
        )
        assert all(isinstance(end, Undone | NotSignedIn) for end in ends)
        assert house.deeds().count("merge_undone") == 1


class TestForAWeek:
    @pytest.mark.parametrize(("late", "undoes"), [(-1, True), (0, False)])
    async def test_and_no_longer(self, house, pair, merged, late, undoes):
        until = merged.merge.undo_until - house.clock.now()
        house.clock.advance(seconds=until.total_seconds(), microseconds=late)
        here = await house.sign_in("oA")
        if undoes:
            await undo(house, here, merged.merge.id)
            return
        for deed in (undo(house, here, merged.merge.id), by_operator(house, merged.merge.id)):
            assert (await refusal_of(deed)).outcome is Outcome.UNDO_EXPIRED
        assert (await house.store.account(pair.by_wechat)).status is AccountStatus.MERGED


class TestAfterOthers:
    @pytest.fixture
    async def third(self, house, merged):
        """Return the offer of a merge with a third account."""
        third = await house.sign_in("oC", "uC", app="club")
        grow_old(house)
        here = await house.sign_in("oA", "uC")
        return third.account.id, await house.caller(here), merge_ticket_of(here)

    async def test_the_last_comes_first(self, house, merged, third):
        _, *offered = third
        later = await merge(house, *offered, survivor=merged.account.id)
        refused = await refusal_of(undo(house, later, merged.merge.id))
        assert refused.outcome is Outcome.UNDO_BLOCKED_LATER_MERGE
        refused = await refusal_of(by_operator(house, merged.merge.id))
        assert refused.outcome is Outcome.UNDO_BLOCKED_LATER_MERGE
        await undo(house, later)
        await undo(house, await house.sign_in("oA"), merged.merge.id)

    async def test_what_the_survivor_was_merged_into_goes_before(self, house, merged, third):
        into, *offered = third
        later = await merge(house, *offered, survivor=into)
        refused = await refusal_of(undo(house, later, merged.merge.id))
        assert refused.outcome is Outcome.UNDO_BLOCKED_LATER_MERGE
        await undo(house, later)
        await undo(house, await house.sign_in("oA"), merged.merge.id)


class TestBarredSurvivors:
    async def test_a_ban_is_laid_on_both(self, house, pair, merged):
        await house.suspend(merged.account.id)
        assert await end_of(house, merged) is Ended.ACCOUNT_SUSPENDED
        await by_operator(house, merged.merge.id)
        for one in (pair.by_wechat, pair.by_number):
            assert (await house.store.account(one)).status is AccountStatus.SUSPENDED
        assert house.deeds().count("account_suspended") == 2

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (AccountStatus.CLOSING, Outcome.UNDO_BLOCKED_CLOSING),
            (AccountStatus.CLOSED, Outcome.UNDO_EXPIRED),
        ],
    )
    async def test_one_that_is_closed_comes_apart_no_more(self, house, merged, status, outcome):
        await put(house, merged.account.id, status)
        assert (await refusal_of(by_operator(house, merged.merge.id))).outcome is outcome

    async def test_one_that_lies_dormant_the_operator_takes_apart(self, house, pair, merged):
        for one in await house.store.identities_of(merged.account.id):
            await house.store.apply((letting_go(one),))
        await put(house, merged.account.id, AccountStatus.DORMANT)
        undone = await by_operator(house, merged.merge.id)
        assert set(undone.lost) == {Lost.PHONE, Lost.IDENTITY}
        for one in (pair.by_wechat, pair.by_number):
            assert (await house.store.account(one)).status is AccountStatus.DORMANT
