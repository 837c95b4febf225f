"""Senders with keys that nobody else has, to be pointed anywhere."""

import asyncio
from datetime import UTC, datetime
from urllib.parse import unquote

import attrs
import httpx

from adapters.sms.aliyun import AliyunKey, AliyunSms
from adapters.sms.tc3 import Tc3Key
from adapters.sms.templates import Templates
from adapters.sms.tencent import TencentSms
from adapters.sms.webhook import WebhookSms
from adapters.system.outgoing import silence_url_logs
from domain.model.sms_code import CodePurpose
from tests.contracts.sms import MESSAGE
from tests.fakes import SettableClock

AT = datetime.fromtimestamp(1_770_000_000, UTC)
SIGN_NAME = "归一"
TENCENT_KEY = Tc3Key(secret_id="AKIDtest", secret_key="CANARY-tencent-secret")
ALIYUN_KEY = AliyunKey(access_key_id="LTAItest", access_key_secret="CANARY-aliyun-secret")
WEBHOOK_KEY = "CANARY-webhook-key"
SECRETS = (TENCENT_KEY.secret_key, ALIYUN_KEY.access_key_secret, WEBHOOK_KEY)

TENCENT_TEMPLATES = Templates(
    sign_name=SIGN_NAME, usual="1110", special={CodePurpose.RESET_PASSWORD: "1111"}
)
ALIYUN_TEMPLATES = Templates(
    sign_name=SIGN_NAME, usual="SMS_1", special={CodePurpose.RESET_PASSWORD: "SMS_2"}
)


def tencent(client: httpx.AsyncClient, base: str = "https://tencent.test") -> TencentSms:
    return TencentSms(
        client=client,
        api_base=base,
        key=TENCENT_KEY,
        sdk_app_id="1400006666",
        templates=TENCENT_TEMPLATES,
        clock=SettableClock(AT),
    )


def aliyun(client: httpx.AsyncClient, base: str = "https://aliyun.test") -> AliyunSms:
    return AliyunSms(
        client=client,
        api_base=base,
        key=ALIYUN_KEY,
        templates=ALIYUN_TEMPLATES,
        clock=SettableClock(AT),
    )


def webhook(client: httpx.AsyncClient, base: str = "https://gateway.test") -> WebhookSms:
    return WebhookSms(client=client, url=f"{base}/send?to=phones", key=WEBHOOK_KEY)


SENDERS = (tencent, aliyun, webhook)


@attrs.define
class Scripted:
    """Gives one answer to every request, and keeps the requests; raises an exception."""

    answer: httpx.Response | Exception
    seen: list[httpx.Request] = attrs.field(factory=list)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def client(self) -> httpx.AsyncClient:
        silence_url_logs()
        return httpx.AsyncClient(transport=httpx.MockTransport(self))


def sent(sender, answer, message=MESSAGE) -> httpx.Request:
    """Return the one request by which the message was sent."""
    upstream = Scripted(answer)
    asyncio.run(sender(upstream.client()).send(message))
    (request,) = upstream.seen
    return request


def failed(sender, answer, message=MESSAGE) -> Exception:
    """Return the error that one request ended in."""
    upstream = Scripted(answer)
    (error,) = asyncio.run(_gathered(sender(upstream.client()), message))
    assert error is not None
    assert len(upstream.seen) == 1
    return error


def form(request: httpx.Request) -> dict[str, str]:
    """Return the fields of a form, unescaped as RFC 3986 has it: a plus is a plus."""
    pairs = (pair.split("=") for pair in request.content.decode().split("&"))
    return {unquote(name): unquote(value) for name, value in pairs}


async def _gathered(sender, message):
    return await asyncio.gather(sender.send(message), return_exceptions=True)
