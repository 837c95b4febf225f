"""What WeChat's phone button gives: codes that cost money, and numbers that were sealed."""

import pytest

from domain.model.errors import CodeRejected, InvalidInput, ProviderUnavailable
from domain.model.outcomes import Outcome
from domain.model.phone_errors import PhoneCodesLimited, PhoneNotOpened
from domain.model.policy import Policy
from domain.usecases.login_by_wechat_phone import Pressed
from tests.unit.household import Household
from tests.unit.telephone import HERE, Telephone

pytestmark = pytest.mark.anyio


async def log_in(house, **pressed):
    login = house.use_cases.wechat.login_by_phone
    return await login(app="shop", pressed=Pressed(**pressed), client=HERE)


class TestCodes:
    async def test_a_lost_answer_costs_no_second_press(self, house, phone):
        code = house.vendor.press_phone("oA", phone.number)
        first = await log_in(house, phone_code=code, login_code=house.vendor.press("oA"))
        house.clock.advance(minutes=9)
        again = await log_in(house, phone_code=code, login_code=house.vendor.press("oA"))
        assert again.account.id == first.account.id
        house.clock.advance(minutes=1)
        with pytest.raises(CodeRejected):
            await log_in(house, phone_code=code, login_code=house.vendor.press("oA"))

    async def test_it_is_repeated_to_nobody_else(self, house, phone):
        code = house.vendor.press_phone("oA", phone.number)
        await log_in(house, phone_code=code, login_code=house.vendor.press("oA"))
        for pressed in ({"login_code": house.vendor.press("oB")}, {"nonce": "another"}, {}):
            with pytest.raises(CodeRejected):
                await log_in(house, phone_code=code, **pressed)

    async def test_without_a_login_code_the_nonce_repeats_it(self, house, phone):
        code = house.vendor.press_phone("oA", phone.number)
        first = await log_in(house, phone_code=code, nonce="hers")
        again = await log_in(house, phone_code=code, nonce="hers")
        assert again.account.id == first.account.id

    async def test_another_persons_code_is_refused(self, house, phone):
        code = house.vendor.press_phone("oA", phone.number)
        with pytest.raises(CodeRejected):
            await log_in(house, phone_code=code, login_code=house.vendor.press("oB"))
        assert await phone.holder() is None

    async def test_a_person_redeems_three_in_ten_minutes(self, house, phone):
        for _ in range(3):
            await phone.press("oA")
        with pytest.raises(PhoneCodesLimited) as limited:
            await phone.press("oA")
        assert limited.value.retry_after == 600
        await Telephone(house).press("oB")

    async def test_a_person_redeems_ten_a_day(self, house, phone):
        for n in range(10):
            house.clock.advance(minutes=10 * (n % 3 == 0))
            await phone.press("oA")
        house.clock.advance(minutes=10)
        with pytest.raises(PhoneCodesLimited):
            await phone.press("oA")

    async def test_an_app_redeems_what_the_policy_allows(self):
        house = Household(policy=Policy(phone_codes_a_day=2))
        for _ in range(2):
            await Telephone(house).press()
        with pytest.raises(PhoneCodesLimited):
            await Telephone(house).press()

    async def test_when_wechat_is_silent_nothing_is_written(self, house, phone):
        house.vendor.out_of_order = True
        with pytest.raises(ProviderUnavailable):
            await phone.press("oA")
        assert house.store.tables.accounts == {}


class TestSealedNumbers:
    async def seal(self, house, phone, openid="oA"):
        login_code = house.vendor.press(openid)
        return {"sealed": house.vendor.seal_phone(openid, phone.number), "login_code": login_code}

    async def test_a_sealed_number_is_as_good_as_a_code(self, house, phone):
        signed_in = await log_in(house, **await self.seal(house, phone))
        assert (signed_in.outcome, signed_in.phone) == (Outcome.CREATED, phone.number)

    async def test_what_was_sealed_for_another_person_does_not_open(self, house, phone):
        hers = await self.seal(house, phone, "oB")
        with pytest.raises(PhoneNotOpened):
            await log_in(house, sealed=hers["sealed"], login_code=house.vendor.press("oA"))

    async def test_a_right_one_after_wrong_ones_still_opens(self, house, phone):
        hers = await self.seal(house, phone, "oB")
        for _ in range(2):
            with pytest.raises(PhoneNotOpened):
                await log_in(house, sealed=hers["sealed"], login_code=house.vendor.press("oA"))
        await log_in(house, **await self.seal(house, phone))

    @pytest.mark.parametrize("field", ["phone_code", "login_code"])
    async def test_half_a_request_is_refused_before_wechat_is_asked(self, house, phone, field):
        pressed = await self.seal(house, phone)
        if field == "phone_code":
            pressed["phone_code"] = house.vendor.press_phone("oA", phone.number)
        else:
            pressed["login_code"] = None
        with pytest.raises(InvalidInput) as invalid:
            await log_in(house, **pressed)
        assert invalid.value.field == field
        assert house.vendor.spent == []
