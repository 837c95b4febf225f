"""An account gives up a way to sign in (table T12)."""

import pytest

from domain.model.audit import Deed, EventType
from domain.model.identity import IdentityKind
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.phone_errors import PasswordMismatch, SmsCodeWrong
from tests.unit.household import CLUB, SHOP
from tests.unit.pair import Look, end_of, refusal_of
from tests.unit.telephone import HERE, let_it_rest, offers_of
from tests.unit.ways_in import bind_wechat, drop_password, set_password, unbind

pytestmark = pytest.mark.anyio


class TestAWeChat:
    @pytest.mark.parametrize("kind", [IdentityKind.WECHAT_OPENID, IdentityKind.WECHAT_UNIONID])
    async def test_it_goes_whole(self, house, phone, kind):
        await phone.press("oA", "uA")
        await house.sign_in("oB", "uA", app="club")
        await unbind(house, await phone.sign_in(), kind)
        methods = await house.identities.list(await house.caller(await phone.sign_in()))
        assert [one.identity for one in methods.identities] == [phone.identity]
        for app, openid in ((SHOP, "oA"), (CLUB, "oB")):
            assert await house.store.session_keys(app.app_id, openid) == []

    async def test_superseded_openids_go_as_well(self, house, phone):
        here = await phone.press("oA", "uA")
        await house.sign_in("oNEW", "uA")
        await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_UNIONID)
        look = await Look.at(house, here.account.id)
        assert [one.identity for one in look.identities] == [phone.identity]

    async def test_another_persons_beside_it_stays(self, house):
        """An app without a platform knows nobody but its own openids."""
        first = await house.sign_in("oA", "uA")
        await bind_wechat(house, first, "oL", app="lone")
        here = await house.sign_in("oL", app="lone")
        await unbind(house, here, IdentityKind.WECHAT_UNIONID)
        look = await Look.at(house, first.account.id)
        assert [one.identity.subject for one in look.identities] == ["oL"]

    async def test_the_trail_and_the_back_ends_are_told(self, house, phone):
        here = await phone.press("oA", "uA")
        await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_OPENID)
        row = list(house.store.tables.audit.values())[-1]
        assert (row.deed, row.account_id) == (Deed.IDENTITY_UNBOUND, here.account.id)
        assert row.cell == "T12 wechat fresh=yes left=usable"
        assert set(row.note.split(", ")) == {"wechat_openid", "wechat_unionid"}
        event = list(house.store.tables.events.values())[-1]
        assert (event.type, event.account_id) == (EventType.IDENTITY_UNBOUND, here.account.id)


class TestANumber:
    async def test_it_is_free(self, house, phone):
        first = await phone.press("oA")
        await unbind(house, await house.sign_in("oA"), IdentityKind.PHONE)
        assert await phone.holder() is None
        anew = await phone.sign_in()
        assert (anew.outcome, anew.account.id != first.account.id) == (Outcome.CREATED, True)

    async def test_the_trail_and_the_back_ends_are_told_that_it_was_a_number(self, house, phone):
        here = await phone.press("oA")
        await unbind(house, await house.sign_in("oA"), IdentityKind.PHONE)
        assert house.deeds()[-2:] == [Deed.PHONE_RELEASED, Deed.IDENTITY_UNBOUND]
        told = list(house.store.tables.events.values())[-2:]
        assert [one.type for one in told] == [
            EventType.PHONE_RELEASED,
            EventType.IDENTITY_UNBOUND,
        ]
        assert {one.account_id for one in told} == {here.account.id}

    async def test_codes_on_their_way_to_it_are_worth_nothing(self, house, phone):
        here = await phone.press("oA")
        sent = await phone.text()
        await unbind(house, here, IdentityKind.PHONE)
        with pytest.raises(SmsCodeWrong):
            await house.use_cases.phones.login(sent, client=HERE)

    async def test_a_password_opens_nothing_without_it(self, house, phone):
        await set_password(house, await phone.press("oA"))
        await unbind(house, await house.sign_in("oA"), IdentityKind.PHONE)
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password()


class TestAPassword:
    async def test_it_opens_nothing_any_more(self, house, phone):
        await drop_password(house, await phone.with_password())
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password()
        assert house.deeds()[-1] == "password_dropped"
        assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN

    async def test_whoever_has_none_drops_none(self, house, phone):
        refused = await refusal_of(drop_password(house, await phone.sign_in()))
        assert refused.outcome is Outcome.NOT_BOUND

    async def test_a_number_that_may_have_changed_hands_is_not_left_alone(self, house, phone):
        await phone.with_password()
        let_it_rest(house)
        here = await phone.sign_in_by_password()
        refused = await refusal_of(drop_password(house, here))
        assert refused.outcome is Outcome.REFRESH_REMAINING_METHOD
        assert offers_of(refused) == [Offer.REFRESH_PHONE]
        await phone.bind(await house.caller(here))
        await drop_password(house, here)


class TestSessions:
    @pytest.fixture
    async def wechat(self, house, phone):
        return await phone.press("oA", login_code=house.vendor.press("oA"))

    async def test_every_other_session_ends(self, house, phone, wechat):
        by_wechat, by_number, here = [
            await house.sign_in("oA"),
            await phone.sign_in(),
            await phone.sign_in(),
        ]
        await unbind(house, here, IdentityKind.WECHAT_OPENID)
        for sign_in in (by_wechat, by_number):
            assert await end_of(house, sign_in) is Ended.KICKED
        assert await house.caller(here)

    async def test_one_that_rests_on_what_goes_ends_too(self, house, phone, wechat):
        here = await house.sign_in("oA")
        await unbind(house, here, IdentityKind.WECHAT_OPENID)
        assert await end_of(house, here) is Ended.KICKED

    async def test_a_password_that_goes_ends_every_other_session(self, house, phone, wechat):
        await set_password(house, await phone.sign_in())
        elsewhere, here = await phone.sign_in_by_password(), await house.sign_in("oA")
        await drop_password(house, here)
        assert await end_of(house, elsewhere) is Ended.KICKED
        assert await house.caller(here)
