"""Senders that are customers of the simulator's vendors."""

import attrs

from adapters.simulator.sms.accounts import SmsAccounts
from adapters.sms.aliyun import AliyunKey, AliyunSms
from adapters.sms.tc3 import Tc3Key
from adapters.sms.templates import Templates
from adapters.sms.tencent import TencentSms
from adapters.sms.webhook import WebhookSms
from ports.sms import SmsSender
from tests.simulator.playing import Simulation

ACCOUNTS = SmsAccounts()


@attrs.frozen
class Carrier:
    name: str
    sender: SmsSender
    sim: Simulation

    def texts(self):
        told = self.sim.told("sms")
        assert {one["vendor"] for one in told} <= {self.name}
        return [(one["number"], one["code"]) for one in told]

    def requests(self):
        return self.sim.told("calls")["endpoints"][f"/sms/{self.name}"]

    def fail(self, kind):
        self.sim.control("faults", endpoint=f"/sms/{self.name}", kind=kind)


def simulated_senders(client, base, clock):
    tencent, aliyun = ACCOUNTS.tencent, ACCOUNTS.aliyun
    return {
        "tencent": TencentSms(
            client=client,
            api_base=f"{base}/tencent",
            key=Tc3Key(secret_id=tencent.secret_id, secret_key=tencent.secret_key),
            sdk_app_id=tencent.sdk_app_id,
            templates=Templates(sign_name=tencent.sign_name, usual=tencent.templates[0]),
            clock=clock,
        ),
        "aliyun": AliyunSms(
            client=client,
            api_base=f"{base}/aliyun",
            key=AliyunKey(
                access_key_id=aliyun.access_key_id, access_key_secret=aliyun.access_key_secret
            ),
            templates=Templates(sign_name=aliyun.sign_name, usual=aliyun.templates[0]),
            clock=clock,
        ),
        "webhook": WebhookSms(client=client, url=f"{base}/webhook", key=ACCOUNTS.webhook_key),
    }
