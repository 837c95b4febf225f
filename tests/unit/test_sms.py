"""Codes by SMS: what they are bound to, how often they are tried, how many are sent."""

import asyncio

import attrs
import pytest

from domain.model.errors import InvalidInput, ProviderUnavailable
from domain.model.phone_errors import SmsCodeWrong, SmsLimited, SmsLocked
from domain.model.policy import Policy
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from tests.unit.household import Household
from tests.unit.telephone import HERE, Telephone

pytestmark = pytest.mark.anyio


def a_wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


async def log_in(house, sent):
    return await house.use_cases.phones.login(sent, client=HERE)


async def send(house, number, address="203.0.113.7", purpose=CodePurpose.LOGIN):
    return await house.use_cases.phones.send_code(number, purpose, Client(address, ""))


class TestOneCode:
    async def test_it_signs_in_once(self, house, phone):
        sent = await phone.text()
        await log_in(house, sent)
        with pytest.raises(SmsCodeWrong):
            await log_in(house, sent)

    async def test_of_many_at_once_one_is_let_in(self, house, phone):
        sent = await phone.text()
        ends = await asyncio.gather(
            *(log_in(house, sent) for _ in range(4)), return_exceptions=True
        )
        assert [type(end) for end in ends].count(SmsCodeWrong) == 3

    @pytest.mark.parametrize(
        "purpose", [one for one in CodePurpose if one is not CodePurpose.LOGIN]
    )
    async def test_it_is_good_for_its_purpose_alone(self, house, phone, purpose):
        sent = await phone.text(purpose)
        with pytest.raises(SmsCodeWrong):
            await log_in(house, sent)

    async def test_it_is_good_for_its_number_alone(self, house, phone):
        other = Telephone(house)
        await other.text()
        sent = await phone.text()
        with pytest.raises(SmsCodeWrong):
            await log_in(house, attrs.evolve(sent, phone=other.number))

    async def test_it_is_good_for_whoever_asked_for_it(self, house, phone):
        sent = await phone.text()
        with pytest.raises(SmsCodeWrong):
            await log_in(house, attrs.evolve(sent, transaction="another"))

    async def test_a_new_one_kills_the_old(self, house, phone):
        old, new = await phone.text(), await phone.text()
        with pytest.raises(SmsCodeWrong):
            await log_in(house, old)
        await log_in(house, new)

    @pytest.mark.parametrize(("seconds", "lives"), [(299, True), (300, False)])
    async def test_it_lives_for_five_minutes(self, house, phone, seconds, lives):
        sent = await phone.text()
        house.clock.advance(seconds=seconds)
        if lives:
            await log_in(house, sent)
            return
        with pytest.raises(SmsCodeWrong):
            await log_in(house, sent)


class TestTries:
    async def test_five_are_compared(self, house, phone):
        sent = await phone.text()
        for _ in range(4):
            with pytest.raises(SmsCodeWrong):
                await log_in(house, attrs.evolve(sent, code=a_wrong(sent.code)))
        await log_in(house, sent)

    async def test_the_sixth_is_refused_even_if_right(self, house, phone):
        sent = await phone.text()
        for _ in range(5):
            with pytest.raises(SmsCodeWrong):
                await log_in(house, attrs.evolve(sent, code=a_wrong(sent.code)))
        with pytest.raises(SmsCodeWrong):
            await log_in(house, sent)

    async def test_guesses_at_once_are_not_compared_more_often(self, house, phone):
        sent = await phone.text()
        wrong = attrs.evolve(sent, code=a_wrong(sent.code))
        guesses = [*(log_in(house, wrong) for _ in range(8)), log_in(house, sent)]
        ends = await asyncio.gather(*guesses, return_exceptions=True)
        assert [type(end) for end in ends] == [SmsCodeWrong] * 9

    async def test_twenty_a_day_lock_the_number_whatever_was_sent_since(self, house, phone):
        for _ in range(4):
            sent = await phone.text()
            for _ in range(5):
                with pytest.raises(SmsCodeWrong):
                    await log_in(house, attrs.evolve(sent, code=a_wrong(sent.code)))
        sent = await phone.text()
        with pytest.raises(SmsLocked) as locked:
            await log_in(house, sent)
        assert 0 < locked.value.retry_after <= 24 * 3600
        house.clock.advance(seconds=locked.value.retry_after)
        await log_in(house, await phone.text())


class TestSending:
    async def test_a_number_gets_one_a_minute(self, house, phone):
        await send(house, phone.number)
        with pytest.raises(SmsLimited) as limited:
            await send(house, phone.number)
        assert limited.value.retry_after == 60
        assert house.sms.asked == 1
        house.clock.advance(seconds=60)
        await send(house, phone.number)

    @pytest.mark.parametrize(("most", "hours"), [(5, 1), (10, 24)])
    async def test_a_number_gets_so_many_in_a_while(self, house, phone, most, hours):
        pause = {1: 60, 24: 3600}[hours]
        for _ in range(most):
            await send(house, phone.number)
            house.clock.advance(seconds=pause)
        with pytest.raises(SmsLimited) as limited:
            await send(house, phone.number)
        assert limited.value.retry_after == hours * 3600 - most * pause

    @pytest.mark.parametrize(
        ("same", "another"),
        [
            ("198.51.100.{}", "198.51.101.1"),
            ("2001:db8:1:2:{}::9", "2001:db8:1:3::9"),
        ],
    )
    async def test_a_network_gets_twenty_an_hour(self, house, same, another):
        for n in range(1, 21):
            await send(house, Telephone(house).number, same.format(n))
        with pytest.raises(SmsLimited):
            await send(house, Telephone(house).number, same.format(99))
        await send(house, Telephone(house).number, another)

    async def test_all_together_get_what_the_policy_allows(self):
        house = Household(policy=Policy(sms_a_day=2))
        for n in range(2):
            await send(house, Telephone(house).number, f"198.51.{n}.1")
        with pytest.raises(SmsLimited):
            await send(house, Telephone(house).number, "198.51.2.1")

    async def test_what_is_refused_counts_against_nothing(self, house, phone):
        await send(house, phone.number)
        for _ in range(30):
            with pytest.raises(SmsLimited):
                await send(house, phone.number)
        await send(house, Telephone(house).number)

    async def test_what_was_counted_stays_counted_when_it_is_not_sent(self, house, phone):
        house.sms.refusal = ProviderUnavailable
        with pytest.raises(ProviderUnavailable):
            await send(house, phone.number)
        house.sms.refusal = None
        with pytest.raises(SmsLimited):
            await send(house, phone.number)

    async def test_a_code_whose_fate_nobody_knows_is_good(self, house, phone):
        house.sms.loses_answers = True
        with pytest.raises(ProviderUnavailable):
            await send(house, phone.number)
        assert house.sms.latest(phone.number)

    @pytest.mark.parametrize("number", ["12345", "", "+1 212 555 2368", "１３８", "\ud800"])
    async def test_what_is_no_number_of_here_gets_nothing(self, house, number):
        with pytest.raises(InvalidInput) as invalid:
            await send(house, number)
        assert (invalid.value.field, house.sms.asked) == ("phone", 0)

    async def test_however_it_is_spelled_it_is_one_number(self, house):
        await send(house, "138 0013 8000")
        with pytest.raises(SmsLimited):
            await send(house, "+86-138-0013-8000")

    @pytest.mark.parametrize("purpose", CodePurpose)
    async def test_a_number_that_nobody_has_is_treated_alike(self, house, phone, purpose):
        await phone.sign_in()
        house.clock.advance(hours=1)
        done = []
        for number in (phone.number, Telephone(house).number):
            batches: list = []
            apply = house.store.apply

            async def noting(batch, apply=apply, batches=batches):
                batches.append([type(write) for write in batch])
                await apply(batch)

            house.store.apply = noting
            before = house.sms.asked
            answer = await send(house, number, purpose=purpose)
            house.store.apply = apply
            told = attrs.evolve(answer, transaction="")
            done.append((told, house.sms.asked - before, batches))
        assert done[0] == done[1]
