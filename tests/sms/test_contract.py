"""Every sender keeps the port's promises, over real HTTP where there is any."""

import io
import re

import attrs
import pytest

from adapters.sms.console import ConsoleSms
from adapters.system.outgoing import build_client
from domain.model.errors import ProviderMisconfigured
from ports.sms import SmsSender
from tests.contracts.sms import MESSAGE, SmsContract, SmsVendorContract
from tests.sms.aliyun_stand_in import AliyunStandIn
from tests.sms.fake import FakeSms
from tests.sms.loopback import serving
from tests.sms.senders import ALIYUN_KEY, TENCENT_KEY, aliyun, tencent, webhook
from tests.sms.stand_in import StandIn
from tests.sms.tencent_stand_in import TencentStandIn
from tests.sms.webhook_stand_in import WebhookStandIn


@attrs.define
class FakeCarrier:
    sender: FakeSms = attrs.field(factory=FakeSms)

    def texts(self):
        return [(one.phone, one.code) for one in self.sender.sent]

    def requests(self):
        return self.sender.asked

    def refuse(self, error):
        self.sender.refusal = error

    def lose_answers(self):
        self.sender.loses_answers = True


class ConsoleCarrier:
    def __init__(self):
        self._stream = io.StringIO()
        self.sender = ConsoleSms(self._stream)

    def texts(self):
        return re.findall(r"^SMS to (\+\d+): (\d+) \([a-z_]+\)$", self._stream.getvalue(), re.M)


@attrs.define
class LoopbackCarrier:
    sender: SmsSender
    vendor: StandIn

    def texts(self):
        return self.vendor.delivered

    def requests(self):
        return self.vendor.asked

    def refuse(self, error):
        self.vendor.refusal = error

    def lose_answers(self):
        self.vendor.hangs_up = True


class TestFakeSms(SmsVendorContract):
    @pytest.fixture
    def carrier(self):
        return FakeCarrier()


class TestConsoleSms(SmsContract):
    @pytest.fixture
    def carrier(self):
        return ConsoleCarrier()


class LoopbackContract(SmsVendorContract):
    @pytest.fixture
    async def carrier(self):
        vendor = self.vendor()
        async with serving(vendor.answer) as base, build_client() as client:
            yield LoopbackCarrier(self.sender(client, base), vendor)

    async def test_the_vendor_knows_its_customer_by_the_key(self, carrier):
        other = attrs.evolve(carrier.sender, key=self.other_key)
        with pytest.raises(ProviderMisconfigured):
            await other.send(MESSAGE)
        assert carrier.texts() == []


class TestTencentSms(LoopbackContract):
    vendor, sender = TencentStandIn, staticmethod(tencent)
    other_key = attrs.evolve(TENCENT_KEY, secret_key="another")


class TestAliyunSms(LoopbackContract):
    vendor, sender = AliyunStandIn, staticmethod(aliyun)
    other_key = attrs.evolve(ALIYUN_KEY, access_key_secret="another")


class TestWebhookSms(LoopbackContract):
    vendor, sender = WebhookStandIn, staticmethod(webhook)
    other_key = "another"
