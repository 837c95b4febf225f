"""Tencent, as far as a sender can tell: it checks signatures by code of its own."""

import hashlib
import hmac
import json

from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from tests.sms.senders import SIGN_NAME, TENCENT_KEY
from tests.sms.stand_in import StandIn
from tests.wechat.loopback import http

CODES = {
    PhoneUnreachable: "FailedOperation.PhoneNumberInBlacklist",
    ProviderBusy: "LimitExceeded.PhoneNumberThirtySecondLimit",
    ProviderMisconfigured: "FailedOperation.InsufficientBalanceInSmsPackage",
    ProviderUnavailable: "InternalError.Timeout",
}


class TencentStandIn(StandIn):
    def reply(self, received):
        if not self.is_signed(received):
            return said(Error={"Code": "AuthFailure.SignatureFailure", "Message": ""})
        order = json.loads(received.body)
        assert received.headers["x-tc-action"] == "SendSms"
        assert received.headers["x-tc-version"] == "2021-01-11"
        assert order["SmsSdkAppId"] == "1400006666"
        assert order["SignName"] == SIGN_NAME
        [phone], [code] = order["PhoneNumberSet"], order["TemplateParamSet"]
        outcome = CODES[self.refusal] if self.refusal else "Ok"
        if outcome == "Ok":
            self.delivered.append((phone, code))
        told = {"Code": outcome, "Message": f"{code} to {phone}", "PhoneNumber": phone}
        return said(SendStatusSet=[told])

    def is_signed(self, received):
        scheme, credential, names, signature = received.headers["authorization"].split(" ")
        secret_id, date, *service = credential.removeprefix("Credential=").strip(",").split("/")
        assert (scheme, secret_id) == ("TC3-HMAC-SHA256", TENCENT_KEY.secret_id)
        assert service == ["sms", "tc3_request"]
        seconds = received.headers["x-tc-timestamp"]
        names = names.removeprefix("SignedHeaders=").strip(",").split(";")
        assert names == ["content-type", "host"]
        headers = "".join(f"{name}:{received.headers[name]}\n" for name in names)
        canonical = (
            f"{received.method}\n/\n\n{headers}\n{';'.join(names)}\n{sha256(received.body)}"
        )
        to_sign = f"{scheme}\n{seconds}\n{date}/sms/tc3_request\n{sha256(canonical.encode())}"
        key = b"TC3" + TENCENT_KEY.secret_key.encode()
        for step in (date, "sms", "tc3_request", to_sign):
            key = hmac.new(key, step.encode(), hashlib.sha256).digest()
        return signature == f"Signature={key.hex()}"


def said(**response):
    return http(json.dumps({"Response": {**response, "RequestId": "0" * 32}}).encode())


def sha256(data):
    return hashlib.sha256(data).hexdigest()
