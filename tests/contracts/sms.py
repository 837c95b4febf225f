"""What every way to a phone promises. A test file is a subclass and one fixture `carrier`.

`carrier` is the adapter under test, and what comes out at its other end.
"""

import asyncio
from typing import Protocol

import pytest

from domain.model.errors import (
    DomainError,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
)
from domain.model.phone_errors import PhoneUnreachable
from domain.model.sms_code import CodePurpose
from ports.sms import SmsMessage, SmsSender

PHONE = "+8613800138000"
CODE = "432109"
MESSAGE = SmsMessage(PHONE, CODE, CodePurpose.LOGIN)
REFUSALS = (PhoneUnreachable, ProviderBusy, ProviderMisconfigured, ProviderUnavailable)


class Carrier(Protocol):
    """A sender, and the phones it reaches."""

    sender: SmsSender

    def texts(self) -> list[tuple[str, str]]:
        """Return the numbers, in E.164, and the codes that were delivered to them."""


class Vendor(Carrier, Protocol):
    """A carrier that may refuse, and whose answers may get lost."""

    def requests(self) -> int:
        """Return how often it was asked to send."""

    def refuse(self, error: type[DomainError]) -> None:
        """Send nothing from now on, for a reason that means this error."""

    def lose_answers(self) -> None:
        """Send, and leave without a word."""


class SmsContract:
    pytestmark = pytest.mark.anyio

    async def test_a_code_reaches_its_number(self, carrier):
        await carrier.sender.send(MESSAGE)
        assert carrier.texts() == [(PHONE, CODE)]

    @pytest.mark.parametrize("phone", ["+85251234567", "+12025550123", "+13105550123"])
    async def test_numbers_of_other_countries_too(self, carrier, phone):
        await carrier.sender.send(SmsMessage(phone, CODE, CodePurpose.BIND))
        assert carrier.texts() == [(phone, CODE)]

    @pytest.mark.parametrize("purpose", CodePurpose)
    async def test_whatever_it_is_for(self, carrier, purpose):
        await carrier.sender.send(SmsMessage(PHONE, "000001", purpose))
        assert carrier.texts() == [(PHONE, "000001")]

    async def test_of_many_at_once_each_gets_its_own(self, carrier):
        pairs = [(f"+86138001380{n}", f"4321{n}") for n in range(10, 30)]
        messages = [SmsMessage(phone, code, CodePurpose.LOGIN) for phone, code in pairs]
        await asyncio.gather(*(carrier.sender.send(message) for message in messages))
        assert sorted(carrier.texts()) == pairs


class SmsVendorContract(SmsContract):
    @pytest.mark.parametrize("error", REFUSALS)
    async def test_a_refusal_is_an_error_of_ours(self, carrier, error):
        carrier.refuse(error)
        with pytest.raises(DomainError) as caught:
            await carrier.sender.send(MESSAGE)
        assert caught.type is error
        assert carrier.texts() == []
        assert carrier.requests() == 1

    async def test_after_a_lost_answer_nothing_is_sent_again(self, carrier):
        carrier.lose_answers()
        with pytest.raises(ProviderUnavailable):
            await carrier.sender.send(MESSAGE)
        assert carrier.texts() == [(PHONE, CODE)]
        assert carrier.requests() == 1

    @pytest.mark.parametrize("error", REFUSALS)
    async def test_no_error_tells_the_number_or_the_code(self, carrier, error):
        carrier.refuse(error)
        with pytest.raises(error) as caught:
            await carrier.sender.send(MESSAGE)
        told = repr(caught.value) + repr(vars(caught.value))
        assert PHONE.removeprefix("+86") not in told
        assert CODE not in told
