"""Tencent Cloud SMS.

https://cloud.tencent.com/document/api/382/55981
"""

from typing import Final
from urllib.parse import urlsplit

import attrs
import httpx
import msgspec

from adapters.sms.answers import Code, malformed, read_answer
from adapters.sms.posting import post
from adapters.sms.tc3 import CONTENT_TYPE, Tc3Key, authorization
from adapters.sms.templates import Templates
from adapters.sms.tencent_errors import VERDICTS
from adapters.sms.verdicts import refuse, told, verdict_on
from ports.sms import SmsMessage
from ports.system import Clock

_VENDOR: Final = "tencent"
_SENT: Final = "Ok"


class _Outcome(msgspec.Struct, frozen=True, rename="pascal"):
    code: Code


class _Response(msgspec.Struct, frozen=True, rename="pascal"):
    """An error for all, or the outcome for each number."""

    error: _Outcome | None = None
    send_status_set: tuple[_Outcome, ...] | None = None
    request_id: object = None

    def codes(self) -> list[str]:
        outcomes = self.send_status_set or ()
        return [one.code for one in ((self.error,) if self.error else outcomes)]


class _Answer(msgspec.Struct, frozen=True, rename="pascal"):
    response: _Response


@attrs.frozen(kw_only=True)
class TencentSms:
    """Implements ports.sms.SmsSender by SendSms of 2021-01-11."""

    client: httpx.AsyncClient = attrs.field(repr=False)
    api_base: str
    key: Tc3Key
    sdk_app_id: str
    templates: Templates
    clock: Clock = attrs.field(repr=False)
    region: str = "ap-guangzhou"

    async def send(self, message: SmsMessage) -> None:
        body = self._body(message)
        url = f"{self.api_base}/"
        response = await post(self.client, _VENDOR, url, headers=self._headers(body), body=body)
        if response.status_code != httpx.codes.OK:
            raise malformed(_VENDOR, response)
        answer = read_answer(_VENDOR, response, _Answer).response
        codes = answer.codes()
        if not codes:
            raise malformed(_VENDOR, response)
        for code in codes:
            if code != _SENT:
                refuse(verdict_on(code, VERDICTS), told(_VENDOR, code, answer.request_id))

    def _body(self, message: SmsMessage) -> bytes:
        return msgspec.json.encode(
            {
                "PhoneNumberSet": [message.phone],
                "SmsSdkAppId": self.sdk_app_id,
                "TemplateId": self.templates.of(message.purpose),
                "SignName": self.templates.sign_name,
                "TemplateParamSet": [message.code],
            }
        )

    def _headers(self, body: bytes) -> dict[str, str]:
        now = self.clock.now()
        host = urlsplit(self.api_base).netloc
        return {
            "Host": host,
            "Content-Type": CONTENT_TYPE,
            "Authorization": authorization(self.key, host=host, body=body, at=now),
            "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11",
            "X-TC-Timestamp": str(int(now.timestamp())),
            "X-TC-Region": self.region,
        }
