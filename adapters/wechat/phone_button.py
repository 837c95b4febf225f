"""What the phone button of a mini program hands out: a code, and a sealed number beside it.

The code is what to use. A sealed number is proof of nothing by itself, for whoever has the
session key can seal any; it is here for mini programs that have not changed yet.
"""

import hashlib
from typing import Final

import attrs

from adapters.wechat.answers import Answer, malformed
from adapters.wechat.api import Call
from adapters.wechat.app_api import AppApi
from adapters.wechat.errcodes import TOKEN_DEAD, VERDICTS, accepted
from adapters.wechat.phone_info import redeemed_number, sealed_number
from adapters.wechat.sealed import as_sent, open_sealed
from adapters.wechat.spent_codes import SpentCodes
from domain.model.errors import InvalidInput, ProfileNotOpened, Refused
from domain.model.phone_errors import PhoneNotOpened
from ports.login_codes import SessionKey
from ports.mini_program import SealedPhone
from ports.phones import PhoneParser
from ports.system import Clock

FRESH_SECONDS: Final = 600

_REDO: Final = VERDICTS[40029]
_OF_A_CODE: Final = {**VERDICTS, 40003: _REDO}  # the code is of another openid
_OF_A_SEAL: Final = {**VERDICTS, 1: _REDO}  # WeChat sealed no such thing in the last three days


@attrs.frozen(kw_only=True)
class PhoneButton:
    """Learns numbers from WeChat; `bind_openid` lets it check whose press it was.

    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/basic-info/checkEncryptedData.html
    """

    api: AppApi
    codes: SpentCodes
    phones: PhoneParser
    clock: Clock
    bind_openid: bool

    async def redeem(self, app_id: str, code: str, openid: str | None) -> str:
        """Implement `redeem_phone` of the port.

        Without an access token, or with one that WeChat refuses, the code is not spent.
        """
        body = {"code": code}
        if openid is not None and self.bind_openid:
            body["openid"] = openid
        answer = await self.api.ask(
            app_id,
            Call(path="wxa/business/getuserphonenumber", body=body),
            before=lambda: self.codes.spend(app_id, code),
        )
        if answer.errcode in TOKEN_DEAD:
            self.codes.forget(app_id, code)
        number = redeemed_number(accepted(answer, _OF_A_CODE), app_id)
        try:
            return self.phones.parse(number)
        except InvalidInput:
            raise InvalidInput("phone_code") from None

    async def open(self, app_id: str, sealed: SealedPhone, key: SessionKey) -> str:
        """Implement `open_phone` of the port."""
        phone = self._opened(app_id, sealed, key)
        if phone is None or not await self._is_vouched_for(app_id, sealed):
            raise PhoneNotOpened
        return phone

    def _opened(self, app_id: str, sealed: SealedPhone, key: SessionKey) -> str | None:
        try:
            fields = open_sealed(
                sealed.encrypted_data,
                sealed.iv,
                session_key=key.secret,
                app_id=app_id,
                now=self.clock.now(),
                fresh_seconds=FRESH_SECONDS,
            )
            return self.phones.parse(sealed_number(fields) or "")
        except (ProfileNotOpened, InvalidInput):
            return None

    async def _is_vouched_for(self, app_id: str, sealed: SealedPhone) -> bool:
        call = Call(
            path="wxa/business/checkencryptedmsg",
            body={"encrypted_msg_hash": message_hash(sealed.encrypted_data)},
            repeatable=True,
        )
        answer = await self.api.ask(app_id, call)
        try:
            return _verdict(accepted(answer, _OF_A_SEAL))
        except Refused:
            return False


def message_hash(encrypted_data: str) -> str:
    """Return the hash by which WeChat knows what it sealed: that of the base64 text itself."""
    return hashlib.sha256(as_sent(encrypted_data).encode()).hexdigest()


def _verdict(answer: Answer) -> bool:
    """Read the field that WeChat misspells.

    Raises:
        ProviderUnavailable: it is missing, or neither true nor false.
    """
    verdict = answer.fields.get("vaild")
    if not isinstance(verdict, bool):
        raise malformed(answer.call, "vaild")
    return verdict
