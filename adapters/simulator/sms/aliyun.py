"""Aliyun Dysmsapi, SendSms of 2017-05-25, by the RPC style.

https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
"""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import attrs
import msgspec

from adapters.simulator.calls import Call
from adapters.simulator.errors import SmsRefused
from adapters.simulator.journal import Leg
from adapters.simulator.numbers import MAINLAND, is_number
from adapters.simulator.sms.accounts import AliyunAccount
from adapters.simulator.sms.aliyun_access import AliyunAccess
from adapters.simulator.sms.limits import Limit
from adapters.simulator.sms.wording import worded
from adapters.simulator.vendors import Answer
from adapters.simulator.world import World

NUMBERS_MOST: Final = 1_000
LIMITS: Final[Mapping[Limit, str]] = MappingProxyType(
    {
        Limit(1, timedelta(minutes=1)): "触发分钟级流控Permits:1",
        Limit(5, timedelta(hours=1)): "触发小时级流控Permits:5",
        Limit(10, timedelta(days=1)): "触发天级流控Permits:10",
    }
)
_MAINLAND: Final = re.compile(r"(?:\+86|0086|86)?(1[0-9]{10})")


class _Parameter(msgspec.Struct, frozen=True):
    """The one parameter of a template for codes."""

    code: str


@attrs.frozen
class AliyunSms:
    """Implements vendors.Vendor: who may not call is told by the status, all else by the code."""

    world: World
    account: AliyunAccount
    access: AliyunAccess
    leg: Leg = Leg.SERVICE_TO_SMS

    def answer(self, call: Call) -> Answer:
        params = call.parameters
        try:
            self.access.require(call.method, params)
            self._send(params)
        except SmsRefused as refused:
            return _told(refused.code, refused.message, refused.status)
        return _told("OK", "OK", BizId=f"{secrets.randbelow(10**18):018}^0")

    def failure(self, _: Call, errcode: int) -> Answer:
        return _told("isp.SYSTEM_ERROR", f"系统错误 {errcode}")

    def _send(self, params: Mapping[str, str]) -> None:
        """Text all numbers, or none of them."""
        code = self._code(params)
        numbers = [_e164(one) for one in params.get("PhoneNumbers", "").split(",")]
        if len(numbers) > NUMBERS_MOST:
            raise SmsRefused("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制")
        if self.world.modes.sms_in_arrears:
            raise SmsRefused("isv.AMOUNT_NOT_ENOUGH", "账户余额不足")
        for number in numbers:
            if limit := self.world.send_times.reached("aliyun", number, limits=LIMITS):
                raise SmsRefused("isv.BUSINESS_LIMIT_CONTROL", LIMITS[limit])
        for number in numbers:
            self.world.send_times.note("aliyun", number)
            self.world.deliver("aliyun", number, code, worded(self.account.sign_name, code))

    def _code(self, params: Mapping[str, str]) -> str:
        if params.get("SignName") != self.account.sign_name:
            raise SmsRefused("isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法")
        if params.get("TemplateCode") not in self.account.templates:
            raise SmsRefused("isv.SMS_TEMPLATE_ILLEGAL", "短信模版不合法")
        try:
            return msgspec.json.decode(params.get("TemplateParam", "{}"), type=_Parameter).code
        except msgspec.ValidationError as error:
            raise SmsRefused("isv.TEMPLATE_MISSING_PARAMETERS", "模版缺少变量") from error
        except msgspec.DecodeError as error:
            raise SmsRefused("isv.INVALID_JSON_PARAM", "JSON参数不合法") from error


def _e164(written: str) -> str:
    """Read a number as Aliyun does: of the mainland, unless it is of no mainland form."""
    if mainland := _MAINLAND.fullmatch(written):
        number = f"+{MAINLAND}{mainland[1]}"
    else:
        number = "+" + written.removeprefix("+").removeprefix("00")
    if not is_number(number):
        raise SmsRefused("isv.MOBILE_NUMBER_ILLEGAL", "手机号码不合法")
    return number


def _told(code: str, message: str, status: int = 200, **more: str) -> Answer:
    content = {"Code": code, "Message": message, **more, "RequestId": secrets.token_hex(16)}
    return Answer(content=content, status=status)
