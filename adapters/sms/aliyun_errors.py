"""Aliyun's codes for messages, and what each means to us."""

from collections.abc import Mapping
from typing import Final

from adapters.sms.verdicts import DAY, HOUR, OPS, RETRY, SLOW, UNREACHABLE, Verdict, verdict_on

_LIMITED: Final = "isv.BUSINESS_LIMIT_CONTROL"

VERDICTS: Final[Mapping[str, Verdict]] = {
    "isv.MOBILE_NUMBER_ILLEGAL": UNREACHABLE,
    "isv.BLACK_KEY_CONTROL_LIMIT": UNREACHABLE,  # the other cause, bad words, no digits can be
    _LIMITED: SLOW,
    "Throttling": SLOW,
    "isv.DAY_LIMIT_CONTROL": OPS,  # limits that the operator set in the console
    "isv.MONTH_LIMIT_CONTROL": OPS,
    "isv.AMOUNT_NOT_ENOUGH": OPS,
    "isv.OUT_OF_SERVICE": OPS,
    "isv.PRODUCT_UN_SUBSCRIPT": OPS,
    "isv.PRODUCT_UNSUBSCRIBE": OPS,
    "isv.ACCOUNT_NOT_EXISTS": OPS,
    "isv.ACCOUNT_ABNORMAL": OPS,
    "isv.SMS_SIGNATURE_ILLEGAL": OPS,
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL": OPS,
    "isv.SMS_SIGN_ILLEGAL": OPS,
    "isv.SMS_TEMPLATE_ILLEGAL": OPS,
    "isv.SMS_CONTENT_ILLEGAL": OPS,
    "isv.TEMPLATE_MISSING_PARAMETERS": OPS,
    "isv.TEMPLATE_PARAMS_ILLEGAL": OPS,
    "isv.INVALID_PARAMETERS": OPS,
    "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": OPS,  # a template for abroad
    "isv.SMS_TEST_SIGN_TEMPLATE_LIMIT": OPS,
    "isv.SMS_TEST_NUMBER_LIMIT": OPS,
    "isv.DENY_IP_RANGE": OPS,  # calls have to come from mainland China
    "isp.RAM_PERMISSION_DENY": OPS,
    "InvalidAccessKeyId": OPS,
    "InvalidTimeStamp": OPS,  # a clock more than 15 minutes off
    "SignatureDoesNotMatch": OPS,
    "Forbidden": OPS,
    "isp": RETRY,
}
"""By the whole code, or by its family, which is what stands before the dot.

https://help.aliyun.com/zh/sms/developer-reference/api-error-codes
"""

_LEVELS: Final = {"小时级": HOUR, "天级": DAY}


def aliyun_verdict(code: str, message: object) -> Verdict:
    """Return the verdict on the code; how long a limit lasts only the message says."""
    if code == _LIMITED and isinstance(message, str):
        for level, verdict in _LEVELS.items():
            if level in message:
                return verdict
    return verdict_on(code, VERDICTS)
