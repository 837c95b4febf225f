"""Tencent's codes for messages, and what each means to us."""

from collections.abc import Mapping
from typing import Final

from adapters.sms.verdicts import (
    DAY,
    HALF_A_MINUTE,
    HOUR,
    OPS,
    RETRY,
    SLOW,
    UNREACHABLE,
    Verdict,
)

VERDICTS: Final[Mapping[str, Verdict]] = {
    "FailedOperation.PhoneNumberInBlacklist": UNREACHABLE,
    "InvalidParameterValue.IncorrectPhoneNumber": UNREACHABLE,
    "UnsupportedOperation.UnsupportedRegion": UNREACHABLE,
    "UnsupportedOperation.UnsuportedRegion": UNREACHABLE,  # so spelt by their older SDKs
    "LimitExceeded.PhoneNumberThirtySecondLimit": HALF_A_MINUTE,
    "LimitExceeded.PhoneNumberOneHourLimit": HOUR,
    "LimitExceeded.PhoneNumberDailyLimit": DAY,
    "LimitExceeded.PhoneNumberSameContentDailyLimit": SLOW,  # the next code is other content
    "LimitExceeded.DeliveryFrequencyLimit": SLOW,
    "RequestLimitExceeded": SLOW,
    "LimitExceeded.AppDailyLimit": OPS,  # limits that the operator set in the console,
    "LimitExceeded.AppMainlandChinaDailyLimit": OPS,
    "LimitExceeded.AppGlobalDailyLimit": OPS,
    "LimitExceeded.AppCountryOrRegionDailyLimit": OPS,
    "LimitExceeded.AppCountryOrRegionInBlacklist": OPS,
    "LimitExceeded.DailyLimit": OPS,  # or has to have raised
    "FailedOperation.InsufficientBalanceInSmsPackage": OPS,
    "FailedOperation.ContainSensitiveWord": OPS,
    "FailedOperation.SignatureIncorrectOrUnapproved": OPS,
    "FailedOperation.TemplateIncorrectOrUnapproved": OPS,
    "FailedOperation.TemplateUnapprovedOrNotExist": OPS,
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": OPS,
    "InvalidParameterValue.SdkAppIdNotExist": OPS,
    "InvalidParameterValue.TemplateParameterFormatError": OPS,  # a template of another kind
    "InvalidParameterValue.TemplateParameterLengthLimit": OPS,
    "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone": OPS,
    "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone": OPS,
    "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": OPS,
    "UnauthorizedOperation": OPS,  # arrears, our address, another's app
    "UnsupportedRegion": OPS,
    "AuthFailure": OPS,  # wrong key, or a clock more than 5 minutes off
    "IpInBlacklist": OPS,
    "IpNotInWhitelist": OPS,
    "InternalError": RETRY,
}
"""By the whole code, or by its family, which is what stands before the dot.

https://cloud.tencent.com/document/api/382/55981 section 6, and the codes common to all their APIs:
https://cloud.tencent.com/document/api/382/52072
"""
