"""How the two sides of a merge stand once it is undone, where one was banned or lay dormant."""

import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountSuspended
from domain.model.identity import IdentityKind
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Outcome
from tests.builders import letting_go
from tests.unit.pair import Pair, grow_old, put, refusal_of
from tests.unit.telephone import Telephone

pytestmark = pytest.mark.anyio


async def merged_by_operator(house, pair, survivor):
    choice = MergeChoice(survivor=survivor)
    return await house.merge_by_operator(pair.by_wechat, pair.by_number, choice, reason="x")


async def undone(house, case):
    await house.merges.undo.by_operator(case.id, reason="to see")
    ids = (case.survivor_id, case.loser_id)
    return [(await house.store.account(one)).status for one in ids]


@pytest.fixture
async def case(house, pair):
    """A merge of a banned number's account into that of a WeChat."""
    await house.suspend(pair.by_number)
    return await merged_by_operator(house, pair, pair.by_wechat)


async def test_a_ban_from_before_comes_back_to_whom_it_was_laid_on(house, case):
    assert await undone(house, case) == [AccountStatus.ACTIVE, AccountStatus.SUSPENDED]


async def test_once_lifted_it_is_lifted_for_both(house, case):
    await house.reinstate(case.survivor_id)
    assert await undone(house, case) == [AccountStatus.ACTIVE, AccountStatus.ACTIVE]


async def test_another_that_was_laid_on_since_is_laid_on_both(house, case):
    await house.reinstate(case.survivor_id)
    await house.sign_in("oA")
    await house.suspend(case.survivor_id, note="a new offence")
    assert await undone(house, case) == [AccountStatus.SUSPENDED, AccountStatus.SUSPENDED]
    with pytest.raises(AccountSuspended):
        await house.sign_in("oA")


async def test_the_undoing_of_a_later_merge_makes_no_new_ban_of_an_old_one(house, pair, case):
    third = (await house.sign_in("oLone", app="lone")).account
    choice = MergeChoice(survivor=case.survivor_id)
    later = await house.merge_by_operator(case.survivor_id, third.id, choice, reason="x")
    assert await undone(house, later) == [AccountStatus.SUSPENDED, AccountStatus.ACTIVE]
    assert await undone(house, case) == [AccountStatus.ACTIVE, AccountStatus.SUSPENDED]


async def test_what_came_along_in_a_chain_is_banned_anew_as_well(house, pair, case):
    """The ban that was in force at the first merge is lifted; another is laid on the whole."""
    third = (await house.sign_in("oLone", app="lone")).account
    choice = MergeChoice(survivor=third.id)
    later = await house.merge_by_operator(case.survivor_id, third.id, choice, reason="x")
    await house.reinstate(third.id)
    await house.suspend(third.id)
    assert await undone(house, later) == [AccountStatus.SUSPENDED, AccountStatus.SUSPENDED]
    assert await undone(house, case) == [AccountStatus.SUSPENDED, AccountStatus.SUSPENDED]


async def test_one_that_lay_dormant_wakes_with_what_it_got_since(house, pair):
    """An account that something signs in to is not dormant, whatever it was before."""
    (number,) = await house.store.identities_of(pair.by_number)
    await house.store.apply((letting_go(number),))
    await put(house, pair.by_number, AccountStatus.DORMANT)
    await house.suspend(pair.by_wechat)
    case = await merged_by_operator(house, pair, pair.by_number)
    await house.reinstate(case.survivor_id)
    phone = Telephone(house)
    await phone.bind(await house.caller(await house.sign_in("oA")))
    assert await undone(house, case) == [AccountStatus.ACTIVE, AccountStatus.ACTIVE]
    assert (await phone.sign_in()).account.id == pair.by_number


async def test_under_a_new_ban_too_it_is_banned_and_not_dormant(house, pair):
    (number,) = await house.store.identities_of(pair.by_number)
    await house.store.apply((letting_go(number),))
    await put(house, pair.by_number, AccountStatus.DORMANT)
    await house.suspend(pair.by_wechat)
    case = await merged_by_operator(house, pair, pair.by_number)
    await house.reinstate(case.survivor_id)
    phone = Telephone(house)
    await phone.bind(await house.caller(await house.sign_in("oA")))
    await house.suspend(case.survivor_id)
    assert await undone(house, case) == [AccountStatus.SUSPENDED, AccountStatus.SUSPENDED]
    held = await house.store.identities_of(pair.by_number)
    assert [one.identity.kind for one in held] == [IdentityKind.PHONE]
    with pytest.raises(AccountSuspended):
        await phone.sign_in()


class TestWhatAnUndoLetsGo:
    """A unionid that either side's WeChat may have told since."""

    @pytest.fixture
    async def pair(self, house, phone):
        by_number = (await phone.press("oS")).account.id
        by_wechat = (await house.sign_in("oL", app="club")).account.id
        grow_old(house)
        return Pair(house, phone, by_wechat, by_number)

    @pytest.fixture
    async def case(self, house, pair):
        case = await merged_by_operator(house, pair, pair.by_number)
        await house.sign_in("oS", "uS")
        return case

    async def test_it_is_asked_whose_it_was_before_it_opens_an_account(self, house, case):
        await house.merges.undo.by_operator(case.id, reason="to see")
        refused = await refusal_of(house.sign_in("oNEW", "uS"))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        assert (await house.sign_in("oS", "uS")).account.id == case.survivor_id

    async def test_a_ban_of_both_follows_it(self, house, case):
        await house.suspend(case.survivor_id)
        assert await undone(house, case) == [AccountStatus.SUSPENDED, AccountStatus.SUSPENDED]
        with pytest.raises(AccountSuspended):
            await house.sign_in("oNEW", "uS", start_afresh=True)

    @pytest.mark.parametrize("side", ["survivor_id", "loser_id"])
    async def test_so_does_that_of_either_side(self, house, case, side):
        await house.merges.undo.by_operator(case.id, reason="to see")
        await house.suspend(getattr(case, side))
        with pytest.raises(AccountSuspended):
            await house.sign_in("oNEW", "uS", start_afresh=True)
