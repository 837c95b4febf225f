"""Texts by way of the simulated SMS vendors, signed by hand after the vendors' recipes."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from adapters.simulator.sms.accounts import SmsAccounts
from tests.simulator.playing import Simulation

ACCOUNTS = SmsAccounts()
TENCENT = "/sms/tencent"
ALIYUN = "/sms/aliyun"
WEBHOOK = "/sms/webhook"
XIAOLIN = "+8613800138001"
NOBODYS = "+8613900139000"
CONTENT_TYPE = "application/json; charset=utf-8"


def tc3(key: str, *, at: int, host: str, content_type: str, body: bytes) -> tuple[str, str]:
    """Return the day of the signature and the signature."""
    digest = hashlib.sha256(body).hexdigest()
    canonical = (
        f"POST\n/\n\ncontent-type:{content_type}\nhost:{host}\n\ncontent-type;host\n{digest}"
    )
    day = datetime.fromtimestamp(at, UTC).date().isoformat()
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = f"TC3-HMAC-SHA256\n{at}\n{day}/sms/tc3_request\n{hashed}"
    for_day = _sha256(f"TC3{key}".encode(), day)
    for_request = _sha256(_sha256(for_day, "sms"), "tc3_request")
    return day, _sha256(for_request, to_sign).hex()


def rpc(key: str, method: str, params: dict[str, str]) -> str:
    """Return the Signature of a call in Aliyun's RPC style."""
    pairs = sorted(
        (quote(name, safe="~"), quote(value, safe="~")) for name, value in params.items()
    )
    query = "&".join("=".join(pair) for pair in pairs)
    to_sign = f"{method}&%2F&{quote(query, safe='~')}"
    mac = hmac.new(f"{key}&".encode(), to_sign.encode(), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()


def _sha256(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def now(sim: Simulation) -> datetime:
    return datetime.fromisoformat(sim.told("state")["now"])


def tencent_order(*numbers: str, code: str = "432109", **changes: Any) -> dict[str, Any]:
    return {
        "PhoneNumberSet": list(numbers or [XIAOLIN]),
        "SmsSdkAppId": ACCOUNTS.tencent.sdk_app_id,
        "TemplateId": ACCOUNTS.tencent.templates[0],
        "SignName": ACCOUNTS.tencent.sign_name,
        "TemplateParamSet": [code],
        **changes,
    }


def tencent_headers(sim: Simulation, body: bytes, *, ahead: int = 0) -> dict[str, str]:
    """Return the headers of a call that is signed so many seconds ahead of the vendor's clock."""
    at = int(now(sim).timestamp()) + ahead
    host = sim.http.base_url.netloc.decode()
    key = ACCOUNTS.tencent.secret_key
    day, signature = tc3(key, at=at, host=host, content_type=CONTENT_TYPE, body=body)
    return {
        "Content-Type": CONTENT_TYPE,
        "X-TC-Action": "SendSms",
        "X-TC-Version": "2021-01-11",
        "X-TC-Region": "ap-guangzhou",
        "X-TC-Timestamp": str(at),
        "Authorization": (
            f"TC3-HMAC-SHA256 Credential={ACCOUNTS.tencent.secret_id}/{day}/sms/tc3_request, "
            f"SignedHeaders=content-type;host, Signature={signature}"
        ),
    }


def by_tencent(sim: Simulation, *numbers: str, code: str = "432109", **changes: Any) -> Any:
    """Send an order and return what is in `Response`."""
    return tencent_raw(sim, json.dumps(tencent_order(*numbers, code=code, **changes)).encode())


def tencent_raw(sim: Simulation, body: bytes, ahead: int = 0, **headers: str) -> Any:
    """Send any body, with other headers than were signed where they are given."""
    signed = tencent_headers(sim, body, ahead=ahead)
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**signed, **changed}.items() if value}
    answer = sim.http.post(f"{TENCENT}/", content=body, headers=sent)
    assert answer.status_code == 200
    return answer.json()["Response"]


def aliyun_params(sim: Simulation, number: str, code: str = "432109", **changes: str) -> Any:
    params = {
        "AccessKeyId": ACCOUNTS.aliyun.access_key_id,
        "Format": "JSON",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": secrets.token_hex(8),
        "Timestamp": f"{now(sim):%Y-%m-%dT%H:%M:%SZ}",
        "Action": "SendSms",
        "Version": "2017-05-25",
        "RegionId": "cn-hangzhou",
        "PhoneNumbers": number,
        "SignName": ACCOUNTS.aliyun.sign_name,
        "TemplateCode": ACCOUNTS.aliyun.templates[0],
        "TemplateParam": json.dumps({"code": code}),
        **changes,
    }
    return {name: value for name, value in params.items() if value}


def by_aliyun(sim: Simulation, number: str = "13800138001", **changes: str) -> Any:
    """Send an order; return the answer with its status."""
    params = aliyun_params(sim, number, **changes)
    return aliyun_signed(sim, params)


def aliyun_signed(sim: Simulation, params: dict[str, str], method: str = "GET") -> Any:
    signature = rpc(ACCOUNTS.aliyun.access_key_secret, method, params)
    sent = {**params, "Signature": signature}
    where = {"params": sent} if method == "GET" else {"data": sent}
    answer = sim.http.request(method, f"{ALIYUN}/", **where)
    return {"status": answer.status_code, **answer.json()}


def by_webhook(sim: Simulation, phone: str = XIAOLIN, **changes: Any) -> Any:
    body = {"phone": phone, "code": "432109", "purpose": "login", **changes}
    headers = {"Authorization": f"Bearer {ACCOUNTS.webhook_key}"}
    return sim.http.post(WEBHOOK, json=body, headers=headers)
