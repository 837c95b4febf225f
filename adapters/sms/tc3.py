"""TC3-HMAC-SHA256, the signature by which Tencent Cloud knows its customers.

https://cloud.tencent.com/document/api/382/52071
"""

import hashlib
import hmac
from datetime import datetime
from typing import Final

import attrs

CONTENT_TYPE: Final = "application/json"

_ALGORITHM: Final = "TC3-HMAC-SHA256"
_SIGNED_HEADERS: Final = "content-type;host"


@attrs.frozen(kw_only=True)
class Tc3Key:
    """A key of Tencent Cloud's access management."""

    secret_id: str
    secret_key: str = attrs.field(repr=False)


def authorization(key: Tc3Key, *, host: str, body: bytes, at: datetime) -> str:
    """Return the header for a POST of this body to this host; `at` is in UTC.

    The call has to carry the content type above, and `at` in seconds as X-TC-Timestamp.
    """
    date = f"{at:%Y-%m-%d}"
    scope = f"{date}/sms/tc3_request"
    to_sign = "\n".join(
        (_ALGORITHM, str(int(at.timestamp())), scope, _sha256(_canonical(host, body)))
    )
    signature = _hmac(_signing_key(key.secret_key, date), to_sign).hex()
    return (
        f"{_ALGORITHM} Credential={key.secret_id}/{scope}, "
        f"SignedHeaders={_SIGNED_HEADERS}, Signature={signature}"
    )


def _canonical(host: str, body: bytes) -> bytes:
    headers = f"content-type:{CONTENT_TYPE}\nhost:{host}\n"
    return f"POST\n/\n\n{headers}\n{_SIGNED_HEADERS}\n{_sha256(body)}".encode()


def _signing_key(secret_key: str, date: str) -> bytes:
    of_date = _hmac(f"TC3{secret_key}".encode(), date)
    return _hmac(_hmac(of_date, "sms"), "tc3_request")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
