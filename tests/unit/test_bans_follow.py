"""A ban follows the WeChat that was unbound before: to no account it opens, nor to another."""

from functools import partial

import pytest

from domain.model.audit import Deed
from domain.model.errors import AccountSuspended, NotSignedIn
from domain.model.identity import IdentityKind
from domain.model.outcomes import Ended, Offer, Outcome
from tests.unit.household import Household
from tests.unit.meantime import Meantime
from tests.unit.pair import Pair, grow_old, refusal_of
from tests.unit.telephone import HERE, Telephone, let_it_rest, ticket_of
from tests.unit.ways_in import bind_wechat, subjects_of, unbind

pytestmark = pytest.mark.anyio


@pytest.fixture
async def other(house):
    """Return a number whose account may have changed hands by now."""
    phone = Telephone(house)
    await phone.with_password()
    let_it_rest(house)
    return phone


async def ban(house, phone):
    """Give a WeChat up where a number signs in, and ban that account; return its id."""
    here = await phone.press("oA", "uA")
    await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_OPENID)
    await house.suspend(here.account.id)
    return here.account.id


@pytest.fixture
async def banned(house, other):
    return await ban(house, Telephone(house))


async def see_refused(house, deed, banned):
    before = dict(house.store.tables.accounts)
    with pytest.raises(AccountSuspended):
        await deed
    assert house.store.tables.accounts == before
    row = list(house.store.tables.audit.values())[-1]
    assert (row.deed, row.account_id, row.cell) == (Deed.LOGIN_REFUSED, banned, "banned")


@pytest.mark.parametrize("start_afresh", [False, True])
@pytest.mark.parametrize(
    ("openid", "unionid", "app"),
    [("oA", None, "shop"), ("oA", "uA", "shop"), ("oNEW", "uA", "club")],
)
async def test_it_opens_no_account(house, banned, openid, unionid, app, start_afresh):
    deed = house.sign_in(openid, unionid, app=app, start_afresh=start_afresh)
    await see_refused(house, deed, banned)


@pytest.mark.parametrize("start_afresh", [False, True])
async def test_nor_beside_a_new_number(house, banned, start_afresh):
    deed = Telephone(house).press("oA", "uA", start_afresh=start_afresh)
    await see_refused(house, deed, banned)


async def test_nor_does_it_come_to_the_account_of_a_number(house, banned):
    phone = Telephone(house)
    there = await phone.sign_in()
    await see_refused(house, phone.press("oA", "uA"), banned)
    assert await subjects_of(house, there.account.id) == {phone.number}


async def test_nor_with_a_number_that_is_claimed(house, other, banned):
    """The number may be had: that of the WeChat beside it is not."""
    refused = await refusal_of(other.press("oA", "uA"))
    ticket = ticket_of(refused, Offer.CLAIM_NUMBER)
    await see_refused(house, house.use_cases.phones.claim(ticket, client=HERE), banned)


@pytest.mark.parametrize("replace", [False, True])
async def test_nor_is_it_bound_to_another_account(house, banned, replace):
    there = await Telephone(house).sign_in()
    refused = await refusal_of(bind_wechat(house, there, "oA", "uA", replace=replace))
    assert refused.outcome is Outcome.IDENTITY_UNAVAILABLE
    assert not {"oA", "uA"} & await subjects_of(house, there.account.id)
    row = list(house.store.tables.audit.values())[-1]
    assert (row.deed, row.cell) == (Deed.LOGIN_REFUSED, "T7 S")


async def test_it_is_the_same_where_another_took_its_place(house):
    here = await house.sign_in("oA", "uA")
    await bind_wechat(house, here, "oZ", "uZ", replace=True)
    await house.suspend(here.account.id)
    deed = house.sign_in("oA", "uA", start_afresh=True)
    await see_refused(house, deed, here.account.id)


async def test_it_is_found_through_a_merge(house):
    pair = await Pair.made(house)
    await bind_wechat(house, await pair.phone.sign_in(), "oL", app="lone")
    await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
    grow_old(house)
    merged = await pair.merged(survivor=pair.by_wechat)
    await house.suspend(merged.account.id)
    deed = house.sign_in("oL", app="lone", start_afresh=True)
    await see_refused(house, deed, merged.account.id)


async def test_let_in_again_the_account_is_asked_for(house, banned):
    await house.reinstate(banned)
    refused = await refusal_of(house.sign_in("oA", "uA"))
    assert refused.outcome is Outcome.IDENTITY_QUARANTINED


async def test_once_it_is_another_accounts_it_is_that_accounts(house, other):
    """The ban follows the person who gave it up; whoever had it before the ban keeps it."""
    phone = Telephone(house)
    here = await phone.press("oA", "uA")
    await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_OPENID)
    there = await house.sign_in("oL", app="lone")
    await bind_wechat(house, there, "oA-club", "uA", app="club")
    await house.sign_in("oA", "uA")
    await house.suspend(here.account.id)
    assert (await house.sign_in("oA", "uA")).account.id == there.account.id
    entered = await other.press("oA", "uA")
    claimed = await house.use_cases.phones.claim(
        ticket_of(entered, Offer.CLAIM_NUMBER), client=HERE
    )
    assert claimed.account.id == there.account.id


async def test_a_number_says_nothing_of_a_ban(house):
    phone = Telephone(house)
    here = await phone.press("oA")
    await Telephone(house).bind(await house.caller(here))
    await house.suspend(here.account.id)
    assert (await phone.sign_in()).outcome is Outcome.CREATED


class TestBesideTheBan:
    @pytest.fixture
    def house(self):
        return Household(store=Meantime())

    @pytest.fixture
    async def account_id(self, house):
        """Return the account that gave its WeChat up; nobody has banned it yet."""
        here = await Telephone(house).press("oA")
        await bind_wechat(house, here, "oB", replace=True)
        return here.account.id

    async def test_a_sign_in_is_asked_or_refused_and_opens_nothing(self, house, account_id):
        """Whose it was is asked once: there is no second answer to go with the first."""

        async def at_a_second_look():
            house.store.before("remembered", partial(house.suspend, account_id))

        house.store.before("remembered", at_a_second_look)
        refused = await refusal_of(house.sign_in("oA"))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        assert len(house.store.tables.accounts) == 1

    async def test_its_owner_is_told_that_it_is_hers_that_is_banned(self, house, account_id):
        here = await house.sign_in("oB")
        house.store.before("remembered", partial(house.suspend, account_id))
        with pytest.raises(NotSignedIn) as refused:
            await bind_wechat(house, here, "oA", replace=True)
        assert (house.store.is_over, refused.value.reason) == (True, Ended.ACCOUNT_SUSPENDED)
        assert Deed.LOGIN_REFUSED not in house.deeds()


async def test_nor_at_the_account_of_an_app_that_never_told_the_unionid(house, other):
    there = await house.sign_in("oC", app="club")
    banned = await ban(house, Telephone(house))
    for app, openid in (("club", "oC"), ("shop", "oA")):
        await see_refused(house, house.sign_in(openid, "uA", app=app), banned)
    assert (await house.sign_in("oC", app="club")).account.id == there.account.id
