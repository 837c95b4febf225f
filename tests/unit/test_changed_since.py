"""What left after a merge, when that is undone: nobody's comes back, somebody's is lost."""

import pytest

from domain.model.account import AccountStatus
from domain.model.audit import Deed
from domain.model.identity import IdentityKind
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Outcome
from domain.model.profile import Profile, ProfileChanges
from domain.usecases.steps.undo_plan import Lost
from tests.builders import letting_go
from tests.unit.pair import Look, Pair, number_of, put, refusal_of, undo
from tests.unit.telephone import HERE, Telephone
from tests.unit.ways_in import bind_wechat, subjects_of, unbind

pytestmark = pytest.mark.anyio


async def test_what_she_shows_of_herself_since_stays(house, pair):
    caller = await pair.at_wechat()
    changes = ProfileChanges(nickname="小林", avatar_url="https://a.example/1")
    await house.update(caller, changes)
    merged = await pair.merged()
    await house.update(await house.caller(merged), ProfileChanges(nickname="老林"))
    await undo(house, merged)
    survivor, loser = [await house.store.account(one) for one in (pair.by_number, pair.by_wechat)]
    assert survivor.profile == Profile("老林", "")
    assert loser.profile == Profile("小林", "https://a.example/1")


async def test_a_wechat_that_was_unbound_since_comes_back(house, pair):
    await house.sign_in("oA", "uA")
    before = await Look.at(house, pair.by_wechat)
    merged = await pair.merged()
    await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
    assert (await undo(house, await pair.phone.sign_in(), merged.merge.id)).lost == ()
    assert await Look.at(house, pair.by_wechat) == before
    assert (await house.sign_in("oA", "uA")).account.id == pair.by_wechat


async def test_one_that_was_replaced_since_does_and_the_other_stays(house, pair):
    await house.sign_in("oA", "uA")
    merged = await pair.merged()
    await bind_wechat(house, await pair.phone.sign_in(), "oV", "uV", replace=True)
    assert (await undo(house, await pair.phone.sign_in(), merged.merge.id)).lost == ()
    assert await subjects_of(house, pair.by_wechat) == {"oA", "uA"}
    assert await subjects_of(house, pair.by_number) == {pair.phone.number, "oV", "uV"}


async def test_one_that_opened_an_account_of_its_own_since_is_lost(house, pair):
    merged = await pair.merged()
    await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
    afresh = await house.sign_in("oA", start_afresh=True)
    undone = await undo(house, await pair.phone.sign_in(), merged.merge.id)
    assert undone.lost == (Lost.IDENTITY,)
    assert (await house.sign_in("oA")).account.id == afresh.account.id


async def test_what_was_unbound_and_bound_again_stays_where_it_is(house, pair):
    merged = await pair.merged()
    here = await pair.phone.sign_in()
    await unbind(house, here, IdentityKind.WECHAT_OPENID)
    await bind_wechat(house, here, "oA")
    assert (await undo(house, here, merged.merge.id)).lost == (Lost.IDENTITY,)
    assert (await house.sign_in("oA")).account.id == pair.by_number


@pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
async def test_a_number_that_was_replaced_since_comes_back(house, pair, survivor):
    before = await Look.at(house, pair.by_number)
    merged = await pair.merged(survivor=getattr(pair, survivor))
    another = Telephone(house)
    await another.bind(await house.caller(merged))
    undone = await undo(house, merged)
    if survivor == "by_number":
        assert undone.lost == (Lost.PHONE,)  # the place that it had there is another's now
        assert await another.holder() == pair.by_number
        return
    assert undone.lost == ()
    assert await Look.at(house, pair.by_number) == before
    assert await another.holder() == pair.by_wechat
    assert (await pair.phone.sign_in()).account.id == pair.by_number


class TestNumbersThatGaveWay:
    @pytest.fixture
    def own(self, house):
        return Telephone(house)

    @pytest.fixture
    async def merged(self, house, own):
        """Her own number gave way to the other account's."""
        pair = await Pair.made(house, own=own)
        return await pair.merged(number=await number_of(house, pair.phone))

    async def test_one_that_somebody_else_has_by_now_is_lost(self, house, own, merged):
        strangers = await own.bind(await house.caller(await house.sign_in("oX")))
        assert (await undo(house, merged)).lost == (Lost.PHONE,)
        assert await own.holder() == strangers.account.id

    async def test_one_that_opened_an_account_of_its_own_is_lost(self, house, own, merged):
        sent = await own.text()
        login = house.use_cases.phones.login
        assert (await refusal_of(login(sent, client=HERE))).outcome is Outcome.IDENTITY_QUARANTINED
        afresh = await login(sent, client=HERE, start_afresh=True)
        assert (await undo(house, merged)).lost == (Lost.PHONE,)
        assert await own.holder() == afresh.account.id

    async def test_so_is_one_that_opened_one_while_nobody_could_be_asked(self, house, own, merged):
        """The survivor was about to be closed: nobody was asked whether she is she."""
        survivor = merged.account
        await put(house, survivor.id, AccountStatus.CLOSING)
        afresh = await own.sign_in()
        assert afresh.outcome is Outcome.CREATED
        await put(house, survivor.id, AccountStatus.ACTIVE)
        undone = await house.merges.undo.by_operator(merged.merge.id, reason="to see")
        assert undone.lost == (Lost.PHONE,)
        assert await own.holder() == afresh.account.id

    async def test_one_that_the_carrier_took_back_is_lost(self, house, own, merged):
        await house.use_cases.phones.release(own.number)
        assert (await undo(house, merged)).lost == (Lost.PHONE,)
        assert await own.holder() is None

    async def test_one_that_somebody_had_and_let_go_is_lost(self, house, own, merged):
        """Whoever has it now need not be she who gave it up."""
        stranger = await house.sign_in("oX")
        await own.bind(await house.caller(stranger))
        await unbind(house, stranger, IdentityKind.PHONE)
        assert (await undo(house, merged)).lost == (Lost.PHONE,)
        assert await own.holder() is None

    async def test_one_whose_place_is_filled_by_another_is_lost(self, house, own):
        pair = await Pair.made(house, own=own)
        stays = await number_of(house, pair.phone)
        merged = await pair.merged(survivor=pair.by_wechat, number=stays)
        another = Telephone(house)
        await another.bind(await house.caller(merged))
        assert (await undo(house, merged)).lost == (Lost.PHONE,)
        assert await another.holder() == pair.by_wechat
        assert await own.holder() is None
        assert await pair.phone.holder() == pair.by_number


class TestNothingLeft:
    async def test_a_survivor_that_has_nothing_of_its_own_lies_dormant(self, house, pair):
        merged = await pair.merged(survivor=pair.by_wechat)
        await unbind(house, merged, IdentityKind.WECHAT_OPENID)
        await house.sign_in("oA", start_afresh=True)
        await undo(house, await pair.phone.sign_in(), merged.merge.id)
        left = await house.store.account(pair.by_wechat)
        assert left.status is AccountStatus.DORMANT
        assert Deed.ACCOUNT_DORMANT in house.deeds()
        assert (await pair.phone.sign_in()).account.id == pair.by_number

    async def test_nor_does_a_loser_come_back_to_nothing(self, house, pair):
        merged = await pair.merged()
        await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
        await house.sign_in("oA", start_afresh=True)
        await undo(house, await pair.phone.sign_in(), merged.merge.id)
        left = await Look.at(house, pair.by_wechat)
        assert (left.status, left.identities) == (AccountStatus.DORMANT, frozenset())
        assert Deed.ACCOUNT_DORMANT in house.deeds()

    async def test_nor_is_a_number_that_nobody_proved_a_way_in(self, house):
        """What she says of herself goes, as it does with a merge."""
        both = [await house.sign_in("oA"), await house.sign_in("oL", app="lone")]
        here, there = (one.account.id for one in both)
        choice = MergeChoice(survivor=here)
        case = await house.merge_by_operator(here, there, choice, reason="to see")
        gone = next(
            one for one in await house.store.identities_of(here) if one.identity.subject == "oA"
        )
        await house.store.apply((letting_go(gone),))
        phone = Telephone(house)
        await phone.claimed_at(here)
        await house.merges.undo.by_operator(case.id, reason="to see")
        left = await Look.at(house, here)
        assert (left.status, left.identities) == (AccountStatus.DORMANT, frozenset())
        assert (await phone.sign_in()).account.id not in (here, there)
