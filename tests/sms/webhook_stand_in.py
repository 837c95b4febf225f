"""An operator's gateway, as far as a sender can tell."""

import json

from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from tests.sms.senders import WEBHOOK_KEY
from tests.sms.stand_in import StandIn
from tests.wechat.loopback import http

STATUSES = {
    PhoneUnreachable: "422 Unprocessable Content",
    ProviderBusy: "429 Too Many Requests",
    ProviderMisconfigured: "402 Payment Required",
    ProviderUnavailable: "503 Service Unavailable",
}


class WebhookStandIn(StandIn):
    def reply(self, received):
        assert (received.method, received.target) == ("POST", "/send?to=phones")
        if received.headers["authorization"] != f"Bearer {WEBHOOK_KEY}":
            return http(b"", status="401 Unauthorized")
        if self.refusal:
            return http(received.body, status=STATUSES[self.refusal])
        order = json.loads(received.body)
        assert order.keys() == {"phone", "code", "purpose"}
        self.delivered.append((order["phone"], order["code"]))
        return http(b"", status="202 Accepted")
