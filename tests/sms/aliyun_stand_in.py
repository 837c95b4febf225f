"""Aliyun, as far as a sender can tell: it checks signatures by code of its own."""

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime
from urllib.parse import parse_qsl, quote_plus

from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from tests.sms.senders import ALIYUN_KEY, SIGN_NAME
from tests.sms.stand_in import StandIn
from tests.wechat.loopback import http

CODES = {
    PhoneUnreachable: "isv.MOBILE_NUMBER_ILLEGAL",
    ProviderBusy: "isv.BUSINESS_LIMIT_CONTROL",
    ProviderMisconfigured: "isv.AMOUNT_NOT_ENOUGH",
    ProviderUnavailable: "isp.SYSTEM_ERROR",
}


class AliyunStandIn(StandIn):
    def reply(self, received):
        params = dict(parse_qsl(received.body.decode(), strict_parsing=True))
        if params.pop("Signature") != self.signature(received.method, params):
            return told("SignatureDoesNotMatch", "400 Bad Request")
        assert params["Action"] == "SendSms"
        assert params["SignName"] == SIGN_NAME
        assert datetime.strptime(params["Timestamp"], "%Y-%m-%dT%H:%M:%S%z")
        phone = params["PhoneNumbers"]
        code = json.loads(params["TemplateParam"])["code"]
        outcome = CODES[self.refusal] if self.refusal else "OK"
        if outcome == "OK":
            self.delivered.append((e164(phone), code))
        return told(outcome, message=f"{code} to {phone}")

    def signature(self, method, params):
        query = "&".join(f"{escaped(name)}={escaped(params[name])}" for name in sorted(params))
        to_sign = f"{method}&%2F&{escaped(query)}"
        key = f"{ALIYUN_KEY.access_key_secret}&".encode()
        return base64.b64encode(hmac.new(key, to_sign.encode(), hashlib.sha1).digest()).decode()


def e164(written):
    """Read a number as Aliyun does: of the mainland, if it can be."""
    is_mainland = re.fullmatch("1[0-9]{10}", written)
    return f"+86{written}" if is_mainland else f"+{written.removeprefix('00')}"


def told(code, status="200 OK", message=""):
    return http(json.dumps({"Code": code, "Message": message}).encode(), status=status)


def escaped(text):
    """Escape as Aliyun's own Java sample does: from a form's escapes to RFC 3986's."""
    return quote_plus(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~")
