"""TC3-HMAC-SHA256 as Tencent Cloud checks it; written apart from the code that signs.

https://cloud.tencent.com/document/api/382/52071
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs

from adapters.simulator.calls import Call
from adapters.simulator.errors import SmsRefused
from adapters.simulator.sms.accounts import TencentAccount

CLOCKS_APART: Final = timedelta(minutes=5)
_SIGNED_AT_LEAST: Final = {"content-type", "host"}
_AUTHORIZATION: Final = re.compile(
    r"TC3-HMAC-SHA256 "
    r"Credential=(?P<secret_id>[^/,]+)/(?P<date>\d{4}-\d{2}-\d{2})/sms/tc3_request, "
    r"SignedHeaders=(?P<signed_headers>[a-z0-9;-]+), Signature=(?P<signature>[0-9a-f]{64})"
)


@attrs.frozen(kw_only=True)
class Signed:
    """What a signature covers: the time in seconds, these headers in this order, the body."""

    timestamp: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def tencent_signature(secret_key: str, signed: Signed) -> str:
    """Return the signature in hex."""
    date = f"{datetime.fromtimestamp(signed.timestamp, UTC):%Y-%m-%d}"
    key = f"TC3{secret_key}".encode()
    for part in (date, "sms", "tc3_request"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    to_sign = [
        "TC3-HMAC-SHA256",
        str(signed.timestamp),
        f"{date}/sms/tc3_request",
        hashlib.sha256(_canonical(signed).encode()).hexdigest(),
    ]
    return hmac.digest(key, "\n".join(to_sign).encode(), hashlib.sha256).hex()


def require_tencent_signature(call: Call, account: TencentAccount, now: datetime) -> None:
    """Insist that the account's owner has just signed this call.

    Raises:
        SmsRefused: by one of AuthFailure.
    """
    given = _AUTHORIZATION.fullmatch(call.headers.get("authorization", ""))
    timestamp = call.headers.get("x-tc-timestamp", "")
    if given is None or not re.fullmatch("[0-9]{1,10}", timestamp):
        raise SmsRefused("AuthFailure.InvalidAuthorization", "malformed Authorization")
    if given["secret_id"] != account.secret_id:
        raise SmsRefused("AuthFailure.SecretIdNotFound", "the SecretId is not found")
    signed_at = datetime.fromtimestamp(int(timestamp), UTC)
    if abs(now - signed_at) > CLOCKS_APART:
        raise SmsRefused("AuthFailure.SignatureExpire", "the signature has expired")
    names = given["signed_headers"].split(";")
    signed = Signed(
        timestamp=int(timestamp),
        headers=tuple((name, call.headers.get(name, "")) for name in names),
        body=call.body,
    )
    right = tencent_signature(account.secret_key, signed)
    of_today = given["date"] == f"{signed_at:%Y-%m-%d}"
    if not (of_today and set(names) >= _SIGNED_AT_LEAST and given["signature"] == right):
        raise SmsRefused("AuthFailure.SignatureFailure", "the signature does not match")


def _canonical(signed: Signed) -> str:
    # The path is always a slash, wherever the API lives, and there is no query.
    headers = [f"{name}:{value.strip().lower()}" for name, value in signed.headers]
    names = ";".join(name for name, _ in signed.headers)
    digest = hashlib.sha256(signed.body).hexdigest()
    return "\n".join(["POST", "/", "", *headers, "", names, digest])
