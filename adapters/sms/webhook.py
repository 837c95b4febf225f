"""The operator's own gateway, for vendors that have no adapter here."""

import re
from collections.abc import Mapping
from typing import Final

import attrs
import httpx
import msgspec

from adapters.sms.posting import post
from adapters.sms.verdicts import OPS, RETRY, SLOW, UNREACHABLE, Verdict, refuse
from domain.model.errors import ProviderBusy
from ports.sms import SmsMessage

_VENDOR: Final = "webhook"
_SECONDS: Final = re.compile(r"[1-9][0-9]{0,4}")
_VERDICTS: Final[Mapping[int, Verdict]] = {
    httpx.codes.UNPROCESSABLE_ENTITY: UNREACHABLE,
    httpx.codes.TOO_MANY_REQUESTS: SLOW,
    httpx.codes.REQUEST_TIMEOUT: RETRY,
}


@attrs.frozen(kw_only=True)
class WebhookSms:
    """Implements ports.sms.SmsSender by a POST of JSON: `phone` in E.164, `code`, `purpose`.

    The gateway answers by its status: 2xx, it was taken; 422, not to this number; 429, too many,
    with Retry-After in seconds if it likes; any other 4xx, the operator has to look after it. Its
    body says nothing.
    """

    client: httpx.AsyncClient = attrs.field(repr=False)
    url: str = attrs.field(repr=False)
    key: str = attrs.field(repr=False)

    async def send(self, message: SmsMessage) -> None:
        body = msgspec.json.encode(
            {"phone": message.phone, "code": message.code, "purpose": message.purpose}
        )
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        response = await post(self.client, _VENDOR, self.url, headers=headers, body=body)
        if not response.is_success:
            refuse(_verdict(response), f"{_VENDOR}: HTTP {response.status_code}")


def _verdict(response: httpx.Response) -> Verdict:
    verdict = _VERDICTS.get(response.status_code, OPS if response.is_client_error else RETRY)
    retry_after = response.headers.get("Retry-After", "")
    if verdict is SLOW and _SECONDS.fullmatch(retry_after):
        return Verdict(ProviderBusy, int(retry_after))
    return verdict
