"""Aliyun Dysmsapi.

https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
"""

import secrets
from typing import Final

import attrs
import httpx
import msgspec

from adapters.sms.aliyun_errors import aliyun_verdict
from adapters.sms.aliyun_rpc import signed_form
from adapters.sms.answers import Code, malformed, read_answer
from adapters.sms.posting import post
from adapters.sms.templates import Templates
from adapters.sms.verdicts import refuse, told
from ports.sms import SmsMessage
from ports.system import Clock

_VENDOR: Final = "aliyun"
_SENT: Final = "OK"
_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded"}


class _Answer(msgspec.Struct, frozen=True, rename="pascal"):
    """Refusals come under any HTTP status."""

    code: Code
    message: object = None
    request_id: object = None


@attrs.frozen(kw_only=True)
class AliyunKey:
    """An access key of Aliyun's."""

    access_key_id: str
    access_key_secret: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class AliyunSms:
    """Implements ports.sms.SmsSender by SendSms of 2017-05-25.

    By POST, whose body proxies do not log as they do a query.
    """

    client: httpx.AsyncClient = attrs.field(repr=False)
    api_base: str
    key: AliyunKey
    templates: Templates
    clock: Clock = attrs.field(repr=False)
    region: str = "cn-hangzhou"

    async def send(self, message: SmsMessage) -> None:
        body = signed_form(self._params(message), self.key.access_key_secret)
        url = f"{self.api_base}/"
        response = await post(self.client, _VENDOR, url, headers=_HEADERS, body=body)
        answer = read_answer(_VENDOR, response, _Answer)
        if answer.code != _SENT:
            verdict = aliyun_verdict(answer.code, answer.message)
            refuse(verdict, told(_VENDOR, answer.code, answer.request_id))
        if response.status_code != httpx.codes.OK:
            raise malformed(_VENDOR, response)

    def _params(self, message: SmsMessage) -> dict[str, str]:
        return {
            "AccessKeyId": self.key.access_key_id,
            "Action": "SendSms",
            "Format": "JSON",
            "PhoneNumbers": _as_dialled(message.phone),
            "RegionId": self.region,
            "SignName": self.templates.sign_name,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": secrets.token_hex(16),
            "SignatureVersion": "1.0",
            "TemplateCode": self.templates.of(message.purpose),
            "TemplateParam": msgspec.json.encode({"code": message.code}).decode(),
            "Timestamp": f"{self.clock.now():%Y-%m-%dT%H:%M:%SZ}",
            "Version": "2017-05-25",
        }


def _as_dialled(phone: str) -> str:
    """Return the number without a plus, and in mainland China without its country code.

    Numbers of +1 begin with 00, for they look like a stranger's in mainland China.
    """
    if phone.startswith("+86"):
        return phone.removeprefix("+86")
    return phone.replace("+", "00" if phone.startswith("+1") else "")
