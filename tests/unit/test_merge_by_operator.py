"""The operator merges two accounts that nobody can prove at once (table T10)."""

from functools import partial

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.audit import Deed
from domain.model.errors import AccountSuspended, InvalidInput, UnknownAccount
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.survivor import Reason
from domain.model.values import AccountId
from tests.builders import an_id
from tests.unit.pair import Look, Pair, end_of, grow_old, number_of, put, refusal_of
from tests.unit.telephone import Telephone, offers_of
from tests.unit.ways_in import bind_wechat

pytestmark = pytest.mark.anyio
WHY = "she came by with both phones"


@pytest.fixture
def merge(house, pair):
    async def deed(*ids, reason=WHY, **choice):
        both = ids or (pair.by_wechat, pair.by_number)
        return await house.merge_by_operator(*both, MergeChoice(**choice), reason=reason)

    return deed


async def status_of(house, account_id):
    return (await house.store.account(account_id)).status


async def undo(house, case):
    return await house.merges.undo.by_operator(case.id, reason=WHY)


class TestMerging:
    async def test_the_trail_says_why(self, house, pair, merge):
        case = await merge()
        assert (case.loser_id, case.survivor_id) == (pair.by_wechat, pair.by_number)
        row = list(house.store.tables.audit.values())[-1]
        assert (row.deed, row.note) == (Deed.ACCOUNTS_MERGED, WHY)
        assert row.cell == "T10 proven=operator clash=no numbers=one"
        assert (await house.sign_in("oA")).account.id == pair.by_number

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 257, "two\nlines"])
    async def test_without_a_reason_there_is_no_merge(self, house, merge, reason):
        with pytest.raises(InvalidInput) as refused:
            await merge(reason=reason)
        assert refused.value.field == "reason"
        assert Deed.ACCOUNTS_MERGED not in house.deeds()

    async def test_every_session_ends(self, house, pair, merge):
        sessions = [await house.sign_in("oA"), await pair.phone.sign_in()]
        await merge()
        for sign_in in sessions:
            assert await end_of(house, sign_in) is Ended.ACCOUNT_MERGED

    async def test_whichever_is_named_first_the_same_goes_on(self, house, pair, merge):
        preview = house.merge_by_operator.preview
        one = await preview(pair.by_wechat, pair.by_number, MergeChoice())
        other = await preview(pair.by_number, pair.by_wechat, MergeChoice())
        assert one == other
        assert one.reason is Reason.PROVEN_PHONE
        case = await merge(survivor=pair.by_wechat)
        assert case.survivor_id == pair.by_wechat

    async def test_what_was_shown_is_done_or_nothing(self, house, pair, merge):
        both, choice = (pair.by_wechat, pair.by_number), MergeChoice()
        shown = await house.merge_by_operator.preview(*both, choice)
        await bind_wechat(house, await pair.phone.sign_in(), "oL", app="lone")
        deed = partial(house.merge_by_operator, *both, choice, reason=WHY)
        refused = await refusal_of(deed(shown=shown))
        assert (refused.outcome, offers_of(refused)) == (
            Outcome.STALE_TICKET,
            [Offer.PREVIEW_AGAIN],
        )
        assert await status_of(house, pair.by_wechat) is AccountStatus.ACTIVE
        again = await house.merge_by_operator.preview(*both, choice)
        assert (await deed(shown=again)).reason is again.reason is Reason.PROVEN_PHONE

    async def test_nor_where_another_reason_would_decide(self, house):
        """A young account is none any more, and the older one goes on for another reason."""
        old = await house.sign_in("oA")
        house.clock.advance(minutes=11)
        young = await house.sign_in("oB", app="club")
        both, choice = (old.account.id, young.account.id), MergeChoice()
        shown = await house.merge_by_operator.preview(*both, choice)
        grow_old(house)
        refused = await refusal_of(house.merge_by_operator(*both, choice, reason=WHY, shown=shown))
        assert refused.outcome is Outcome.STALE_TICKET

    async def test_merged_twice_it_is_the_same_merge(self, house, pair, merge):
        first = await merge()
        before = await Look.at(house, pair.by_number)
        for ids in ((pair.by_wechat, pair.by_number), (pair.by_number, pair.by_wechat)):
            assert await merge(*ids) == attrs.evolve(first, snapshot=None)
        assert await Look.at(house, pair.by_number) == before
        assert house.deeds().count(Deed.ACCOUNTS_MERGED) == 1

    async def test_two_that_both_went_into_a_third_are_together(self, house, pair, merge):
        first = await merge()
        third = await house.sign_in("oC", app="club")
        await merge(pair.by_number, third.account.id, survivor=third.account.id)
        assert (await merge()).id == first.id
        assert house.deeds().count(Deed.ACCOUNTS_MERGED) == 2

    async def test_undone_and_merged_again_it_is_another(self, house, pair, merge):
        first = await merge()
        await undo(house, first)
        assert (await merge()).id != first.id

    async def test_an_account_is_not_merged_with_itself_or_with_nobody(self, pair, merge):
        with pytest.raises(InvalidInput):
            await merge(pair.by_wechat, pair.by_wechat)
        with pytest.raises(UnknownAccount):
            await merge(pair.by_wechat, AccountId(an_id()))


class TestWhatIsInTheWay:
    async def test_of_two_numbers_the_operator_chooses(self, house, merge):
        own = Telephone(house)
        pair = await Pair.made(house, own=own)
        both = (pair.by_wechat, pair.by_number)
        refused = await refusal_of(merge(*both))
        assert (refused.outcome, offers_of(refused)) == (
            Outcome.CHOICE_REQUIRED,
            [Offer.CHOOSE_PHONE],
        )
        await merge(*both, number=await number_of(house, own))
        assert (await own.holder(), await pair.phone.holder()) == (
            (await own.sign_in()).account.id,
            None,
        )

    async def test_two_wechats_of_one_place_never_become_one(self, house, pair, merge):
        await pair.phone.press("oB")
        refused = await refusal_of(merge())
        assert refused.outcome is Outcome.IDENTITY_CONFLICT

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (AccountStatus.CLOSING, Outcome.MERGE_BLOCKED_CLOSING),
            (AccountStatus.CLOSED, Outcome.ACCOUNT_NOT_FOUND),
        ],
    )
    async def test_what_is_closed_is_not_merged(self, house, pair, merge, status, outcome):
        await put(house, pair.by_wechat, status)
        assert (await refusal_of(merge())).outcome is outcome

    async def test_what_was_merged_elsewhere_is_not_merged(self, house, pair, merge):
        await merge()
        stranger = await house.sign_in("oX")
        refused = await refusal_of(merge(pair.by_wechat, stranger.account.id))
        assert (refused.outcome, offers_of(refused)) == (
            Outcome.STALE_TICKET,
            [Offer.PREVIEW_AGAIN],
        )


class TestSuspendedSides:
    @pytest.mark.parametrize("banned", ["by_wechat", "by_number"])
    async def test_a_ban_goes_on_and_comes_back_to_whom_it_was_laid_on(
        self, house, pair, merge, banned
    ):
        banned = getattr(pair, banned)
        await house.suspend(banned)
        case = await merge()
        assert await status_of(house, pair.by_number) is AccountStatus.SUSPENDED
        for signing_in in (house.sign_in("oA"), pair.phone.sign_in()):
            with pytest.raises(AccountSuspended):
                await signing_in
        await undo(house, case)
        both = {one: await status_of(house, one) for one in (pair.by_wechat, pair.by_number)}
        assert both.pop(banned) is AccountStatus.SUSPENDED
        assert set(both.values()) == {AccountStatus.ACTIVE}

    async def test_one_that_was_lifted_meanwhile_is_gone(self, house, pair, merge):
        await house.suspend(pair.by_wechat)
        case = await merge()
        await house.reinstate(pair.by_number)
        await undo(house, case)
        assert await status_of(house, pair.by_wechat) is AccountStatus.ACTIVE
        assert house.deeds().count("account_reinstated") == 2


class TestDormantSides:
    @pytest.fixture
    async def left(self, house):
        """Return an account that lost its number to the carrier."""
        phone = Telephone(house)
        first = await phone.sign_in()
        await house.use_cases.phones.release(phone.number)
        return first.account.id

    async def test_one_that_its_owner_can_no_longer_enter_is_merged(self, house, merge, left):
        hers = await house.sign_in("oX")
        case = await merge(left, hers.account.id)
        assert case.survivor_id in (left, hers.account.id)
        assert await status_of(house, case.survivor_id) is AccountStatus.ACTIVE
        assert (await house.sign_in("oX")).account.id == case.survivor_id

    @pytest.mark.parametrize("survives", [False, True])
    async def test_undone_it_lies_dormant_again(self, house, merge, left, survives):
        hers = await house.sign_in("oX")
        survivor = left if survives else hers.account.id
        case = await merge(left, hers.account.id, survivor=survivor)
        await undo(house, case)
        assert await status_of(house, left) is AccountStatus.DORMANT
        assert (await house.sign_in("oX")).account.id == hers.account.id

    async def test_two_such_make_no_account_that_anybody_enters(self, house, merge, left):
        phone = Telephone(house)
        second = (await phone.sign_in()).account.id
        await house.use_cases.phones.release(phone.number)
        case = await merge(left, second)
        assert await status_of(house, case.survivor_id) is AccountStatus.DORMANT
