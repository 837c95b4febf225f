"""Who may call Aliyun: whoever signed the call just now, and once.

https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from adapters.simulator.errors import SmsRefused
from adapters.simulator.sms.accounts import AliyunAccount
from adapters.simulator.sms.aliyun_signature import aliyun_signature
from adapters.simulator.world import World

CLOCKS_APART: Final = timedelta(minutes=15)
_BAD_REQUEST: Final = 400
_NOT_FOUND: Final = 404
_FIXED: Final = {
    "Action": ("SendSms", "InvalidAction.NotFound"),
    "Version": ("2017-05-25", "InvalidVersion"),
    "Format": ("JSON", "UnsupportedFormat"),
    "SignatureMethod": ("HMAC-SHA1", "InvalidSignatureMethod"),
    "SignatureVersion": ("1.0", "InvalidSignatureVersion"),
}


class AliyunAccess:
    """One access key, and the nonces that it was used with."""

    def __init__(self, world: World, account: AliyunAccount) -> None:
        self._world = world
        self._account = account
        self._nonces: dict[str, datetime] = {}

    def require(self, method: str, params: Mapping[str, str]) -> None:
        """Insist on a call for SendSms that the key's owner signed.

        Raises:
            SmsRefused: with an HTTP status of its own.
        """
        for name, (right, code) in _FIXED.items():
            if params.get(name) != right:
                raise SmsRefused(code, f"{name} has to be {right}", _BAD_REQUEST)
        if params.get("AccessKeyId") != self._account.access_key_id:
            code = "InvalidAccessKeyId.NotFound"
            raise SmsRefused(code, "Specified access key is not found.", _NOT_FOUND)
        self._require_time(params.get("Timestamp", ""))
        right = aliyun_signature(self._account.access_key_secret, method, params)
        if params.get("Signature") != right:
            message = "Specified signature is not matched with our calculation."
            raise SmsRefused("SignatureDoesNotMatch", message, _BAD_REQUEST)
        self._require_fresh(params.get("SignatureNonce", ""))

    def _require_time(self, timestamp: str) -> None:
        try:
            signed_at = datetime.strptime(timestamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError as error:
            code = "IllegalTimestamp"
            raise SmsRefused(code, "The Timestamp is not well formed.", _BAD_REQUEST) from error
        if abs(self._world.clock.now() - signed_at) > CLOCKS_APART:
            code = "InvalidTimeStamp.Expired"
            raise SmsRefused(code, "Specified time stamp is expired.", _BAD_REQUEST)

    def _require_fresh(self, nonce: str) -> None:
        now = self._world.clock.now()
        nonces = self._nonces.items()
        self._nonces = {one: at for one, at in nonces if now - at <= 2 * CLOCKS_APART}
        if not nonce or nonce in self._nonces:
            code = "SignatureNonceUsed"
            raise SmsRefused(code, "Specified signature nonce was used already.", _BAD_REQUEST)
        self._nonces[nonce] = now
