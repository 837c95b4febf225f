"""After an undo a WeChat signs in to one account: its own, whatever it gained meanwhile."""

import pytest

from domain.model.identity import IdentityKind
from domain.usecases.steps.undo_plan import Lost
from tests.unit.pair import Pair, grow_old, merge, merge_ticket_of, refusal_of, undo
from tests.unit.ways_in import bind_wechat, subjects_of, unbind

pytestmark = pytest.mark.anyio


async def merged_at(house, phone, survivor, openid, unionid=None, *, app="shop"):
    """Merge, where a WeChat signs in, with the account of a number; return the merge's id."""
    caller = await house.caller(await house.sign_in(openid, unionid, app=app))
    ticket = merge_ticket_of(await refusal_of(phone.bind(caller)))
    return (await merge(house, caller, ticket, survivor=survivor)).merge.id


async def undone(house, phone, case_id):
    """Take a merge back, where the number signs in; return what was lost."""
    return (await undo(house, await phone.sign_in(), case_id)).lost


@pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
async def test_what_takes_its_place_goes_home_with_it(house, survivor):
    pair = await Pair.made(house)
    await house.sign_in("oA", "uA")
    merged = await pair.merged(survivor=getattr(pair, survivor))
    assert (await house.sign_in("oNEW", "uA")).account.id == merged.account.id
    assert (await undo(house, merged)).lost == ()
    for each in (("oNEW",), ("oNEW", "uA"), ("oA", "uA")):
        assert (await house.sign_in(*each)).account.id == pair.by_wechat
    assert await subjects_of(house, pair.by_number) == {pair.phone.number}


async def test_so_does_a_unionid_that_was_told_late(house):
    pair = await Pair.made(house)
    merged = await pair.merged()
    await house.sign_in("oA", "uA")
    assert (await undo(house, merged)).lost == ()
    assert await subjects_of(house, pair.by_wechat) == {"oA", "uA"}
    club = await house.sign_in("oA-club", "uA", app="club")
    assert club.account.id == pair.by_wechat


class TestAMothersNumberAndHerDaughtersWeChat:
    """Nobody can tell whose a WeChat is that the merged account gained without a unionid."""

    @pytest.fixture
    async def mother(self, house, phone):
        mother = (await phone.sign_in()).account.id
        grow_old(house)
        return mother

    async def test_what_her_unionid_may_have_brought_is_let_go_and_comes_home_by_itself(
        self, house, phone, mother
    ):
        daughter = await house.sign_in("oD", "uD")
        both = await phone.press("oD", "uD")
        assert both.merge.automatic
        await house.sign_in("oD-club", "uD", app="club")
        assert await undone(house, phone, both.merge.id) == (Lost.IDENTITY,)
        assert await subjects_of(house, mother) == {phone.number}
        back = await house.sign_in("oD-club", "uD", app="club")
        assert back.account.id == daughter.account.id

    @pytest.mark.parametrize("tells", ["at once", "late", "never"])
    async def test_the_mothers_own_comes_never_to_the_daughter(self, house, phone, mother, tells):
        daughter = (await house.sign_in("oD", app="club")).account.id
        grow_old(house)
        case_id = await merged_at(house, phone, mother, "oD", app="club")
        pressed = await phone.press("oM", "uM" if tells == "at once" else None)
        assert pressed.account.id == mother
        if tells == "late":
            await house.sign_in("oM", "uM")
        await undone(house, phone, case_id)
        assert await subjects_of(house, daughter) == {"oD"}
        assert (await house.sign_in("oM", "uM")).account.id == mother

    async def test_nor_where_the_daughters_told_her_unionid(self, house, phone, mother):
        daughter = (await house.sign_in("oD", "uD", app="club")).account.id
        grow_old(house)
        case_id = await merged_at(house, phone, mother, "oD", app="club")
        assert (await phone.press("oM")).account.id == mother
        assert await undone(house, phone, case_id) == (Lost.IDENTITY,)
        assert await subjects_of(house, daughter) == {"oD", "uD"}
        assert await subjects_of(house, mother) == {phone.number}


async def test_another_wechat_that_was_bound_since_stays(house):
    """It is of an app without a platform: whoever bound it, nothing makes it the loser's."""
    pair = await Pair.made(house)
    merged = await pair.merged()
    await bind_wechat(house, merged, "oL", app="lone")
    assert (await undo(house, merged)).lost == ()
    assert await subjects_of(house, pair.by_wechat) == {"oA"}
    assert await subjects_of(house, pair.by_number) == {pair.phone.number, "oL"}


class TestTwoPersonsOfOnePlatform:
    """The number's account has a WeChat too, whose unionid was never told."""

    @pytest.fixture
    async def ids(self, house, phone):
        there = await phone.sign_in()
        await bind_wechat(house, there, "oS-club", app="club")
        here = await house.sign_in("oL", "uL")
        grow_old(house)
        return {"S": there.account.id, "L": here.account.id}

    @pytest.mark.parametrize("survivor", ["S", "L"])
    async def test_the_unionid_tells_whose_it_is(self, house, phone, ids, survivor):
        case_id = await merged_at(house, phone, ids[survivor], "oL", "uL")
        await house.sign_in("oL-club", "uL", app="club")
        assert await undone(house, phone, case_id) == ()
        for openid, unionid, whose in (("oL-club", "uL", "L"), ("oS-club", None, "S")):
            back = await house.sign_in(openid, unionid, app="club")
            assert back.account.id == ids[whose]
        superseded = {
            one.identity.subject: one.superseded
            for each in ids.values()
            for one in await house.store.identities_of(each)
        }
        assert not any(superseded.values())

    async def test_what_nobody_can_tell_is_let_go_and_its_next_sign_in_tells(self, house, phone):
        there = await phone.press("oS")
        here = await house.sign_in("oL", app="club")
        grow_old(house)
        case_id = await merged_at(house, phone, there.account.id, "oL", app="club")
        await house.sign_in("oS", "uS")
        assert await undone(house, phone, case_id) == (Lost.IDENTITY,)
        assert "uS" not in await subjects_of(house, here.account.id)
        assert (await house.sign_in("oS", "uS")).account.id == there.account.id
        assert (await house.sign_in("oL", "uL", app="club")).account.id == here.account.id


class TestSeveralOpenidsOfOnePlace:
    async def test_of_two_that_were_superseded_the_newest_fills_it(self, house):
        pair = await Pair.made(house)
        await house.sign_in("oA", "uA")
        await house.sign_in("oA2", "uA")
        merged = await pair.merged()
        await house.sign_in("oA3", "uA")
        assert (await undo(house, merged)).lost == ()
        own = await house.store.identities_of(pair.by_wechat)
        assert [one.identity.subject for one in own if not one.superseded] == ["uA", "oA3"]
        for openid in ("oA", "oA2", "oA3"):
            assert (await house.sign_in(openid)).account.id == pair.by_wechat


async def test_what_went_its_own_way_meanwhile_comes_home_no_more(house):
    """Unbound, then another's by its unionid: it is not quarantined any more, and not free."""
    pair = await Pair.made(house)
    await house.sign_in("oA", "uA")
    merged = await pair.merged()
    await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
    there = await house.sign_in("oL", app="lone")
    await bind_wechat(house, there, "oA-club", "uA", app="club")
    assert (await house.sign_in("oA", "uA")).account.id == there.account.id
    lost = (await house.merges.undo.by_operator(merged.merge.id, reason="to see")).lost
    assert lost == (Lost.IDENTITY, Lost.IDENTITY)
    assert (await house.sign_in("oA", "uA")).account.id == there.account.id
