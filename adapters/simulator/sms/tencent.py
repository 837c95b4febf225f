"""Tencent Cloud SMS, SendSms of 2021-01-11.

https://cloud.tencent.com/document/api/382/55981
"""

import re
import secrets
from datetime import timedelta
from typing import Any, Final

import attrs
import msgspec

from adapters.simulator.calls import Call
from adapters.simulator.errors import SmsRefused
from adapters.simulator.journal import Leg
from adapters.simulator.numbers import MAINLAND, is_number, parts
from adapters.simulator.quotas import DAY
from adapters.simulator.sms.accounts import TencentAccount
from adapters.simulator.sms.limits import Limit
from adapters.simulator.sms.tencent_signature import require_tencent_signature
from adapters.simulator.sms.wording import worded
from adapters.simulator.vendors import Answer
from adapters.simulator.world import World

VERSION: Final = "2021-01-11"
PER_DAY: Final = 10
NUMBERS_MOST: Final = 200
HALF_A_MINUTE: Final = Limit(1, timedelta(seconds=30))
_DIGITS: Final = re.compile("[0-9]{1,6}")


class Order(msgspec.Struct, frozen=True, rename="pascal"):
    """The body of SendSms, as far as it matters here."""

    phone_number_set: list[str]
    sms_sdk_app_id: str
    template_id: str
    sign_name: str = ""
    template_param_set: list[str] = []
    session_context: str = ""


@attrs.frozen
class TencentSms:
    """Implements vendors.Vendor: every answer is HTTP 200; each number has its own outcome."""

    world: World
    account: TencentAccount
    leg: Leg = Leg.SERVICE_TO_SMS

    def answer(self, call: Call) -> Answer:
        try:
            order = self._order(call)
        except SmsRefused as refused:
            return _response(Error={"Code": refused.code, "Message": refused.message})
        return _response(SendStatusSet=[self._sent(order, one) for one in order.phone_number_set])

    def failure(self, _: Call, errcode: int) -> Answer:
        return _response(Error={"Code": "InternalError.OtherError", "Message": f"busy {errcode}"})

    def _order(self, call: Call) -> Order:
        _require_action(call)
        require_tencent_signature(call, self.account, self.world.clock.now())
        try:
            order = msgspec.json.decode(call.body, type=Order)
        except msgspec.ValidationError as error:
            raise SmsRefused("InvalidParameter", str(error)) from error
        except msgspec.DecodeError as error:
            raise SmsRefused("InvalidParameter", "the body is no JSON") from error
        if order.sms_sdk_app_id != self.account.sdk_app_id:
            code = "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
            raise SmsRefused(code, "SmsSdkAppId verify fail")
        if not 0 < len(order.phone_number_set) <= NUMBERS_MOST:
            raise SmsRefused("LimitExceeded.PhoneNumberCountLimit", "1 to 200 numbers")
        return order

    def _sent(self, order: Order, number: str) -> dict[str, Any]:
        try:
            self._require_sendable(order, number)
        except SmsRefused as refused:
            return _status(order, number, refused.code, refused.message)
        [code] = order.template_param_set
        self.world.send_times.note("tencent", number)
        self.world.deliver("tencent", number, code, worded(self.account.sign_name, code))
        return _status(order, number, "Ok", "send success")

    def _require_sendable(self, order: Order, number: str) -> None:
        _require_template(order, self.account)
        if not is_number(number):
            code = "InvalidParameterValue.IncorrectPhoneNumber"
            raise SmsRefused(code, "incorrect phone number")
        if self.world.modes.sms_in_arrears:
            code = "FailedOperation.InsufficientBalanceInSmsPackage"
            raise SmsRefused(code, "insufficient balance in SMS package")
        if self.world.send_times.reached("tencent", number, limits=[HALF_A_MINUTE]):
            code = "LimitExceeded.PhoneNumberThirtySecondLimit"
            raise SmsRefused(code, "the number of SMS messages in 30 seconds exceeds the limit")
        if not self.world.quotas.spend("tencent", number, per=DAY, most=PER_DAY):
            code = "LimitExceeded.PhoneNumberDailyLimit"
            raise SmsRefused(code, "the number of SMS messages per day exceeds the limit")


def _require_action(call: Call) -> None:
    if call.method != "POST" or call.headers.get("x-tc-action") != "SendSms":
        raise SmsRefused("InvalidAction", "the action does not exist")
    if call.headers.get("x-tc-version") != VERSION:
        raise SmsRefused("NoSuchVersion", "the version does not exist")
    if not call.headers.get("x-tc-region"):
        raise SmsRefused("MissingParameter", "X-TC-Region is missing")


def _require_template(order: Order, account: TencentAccount) -> None:
    if order.sign_name != account.sign_name:
        code = "FailedOperation.SignatureIncorrectOrUnapproved"
        raise SmsRefused(code, "signature is incorrect or unapproved")
    if order.template_id not in account.templates:
        code = "FailedOperation.TemplateIncorrectOrUnapproved"
        raise SmsRefused(code, "template is incorrect or unapproved")
    if len(order.template_param_set) != 1:
        code = "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"
        raise SmsRefused(code, "template parameters do not match")
    if not _DIGITS.fullmatch(order.template_param_set[0]):
        code = "InvalidParameterValue.TemplateParameterFormatError"
        raise SmsRefused(code, "a code has one to six digits")


def _status(order: Order, number: str, code: str, message: str) -> dict[str, Any]:
    is_taken = code == "Ok"
    is_mainland = is_number(number) and parts(number)[0] == MAINLAND
    return {
        "SerialNo": f"5000:SIM{secrets.token_hex(8)}" if is_taken else "",
        "PhoneNumber": number,
        "Fee": int(is_taken),
        "SessionContext": order.session_context,
        "Code": code,
        "Message": message,
        "IsoCode": "CN" if is_mainland else "",
    }


def _response(**told: Any) -> Answer:
    return Answer(content={"Response": {**told, "RequestId": secrets.token_hex(16)}})
