"""Every code of Tencent's that the adapter knows."""

import pytest

from adapters.sms.tencent_errors import VERDICTS
from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from tests.sms.senders import failed, tencent
from tests.sms.tencent_answers import one_error, one_outcome

ROWS = {
    PhoneUnreachable: """
        FailedOperation.PhoneNumberInBlacklist InvalidParameterValue.IncorrectPhoneNumber
        UnsupportedOperation.UnsupportedRegion UnsupportedOperation.UnsuportedRegion
    """,
    ProviderBusy: """
        LimitExceeded.PhoneNumberThirtySecondLimit LimitExceeded.PhoneNumberOneHourLimit
        LimitExceeded.PhoneNumberDailyLimit LimitExceeded.PhoneNumberSameContentDailyLimit
        LimitExceeded.DeliveryFrequencyLimit RequestLimitExceeded RequestLimitExceeded.Uin
    """,
    ProviderMisconfigured: """
        LimitExceeded.AppDailyLimit LimitExceeded.AppMainlandChinaDailyLimit
        LimitExceeded.AppGlobalDailyLimit LimitExceeded.AppCountryOrRegionDailyLimit
        LimitExceeded.AppCountryOrRegionInBlacklist LimitExceeded.DailyLimit
        FailedOperation.InsufficientBalanceInSmsPackage FailedOperation.ContainSensitiveWord
        FailedOperation.SignatureIncorrectOrUnapproved
        FailedOperation.TemplateIncorrectOrUnapproved FailedOperation.TemplateUnapprovedOrNotExist
        FailedOperation.TemplateParamSetNotMatchApprovedTemplate
        InvalidParameterValue.SdkAppIdNotExist InvalidParameterValue.TemplateParameterFormatError
        InvalidParameterValue.TemplateParameterLengthLimit
        UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone
        UnsupportedOperation.GlobalTemplateToChineseMainlandPhone
        UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber
        UnauthorizedOperation UnauthorizedOperation.SmsSdkAppIdVerifyFail
        UnauthorizedOperation.RequestIpNotInWhitelist
        UnauthorizedOperation.ServiceSuspendDueToArrears
        UnauthorizedOperation.SerivceSuspendDueToArrears UnsupportedRegion
        AuthFailure AuthFailure.SignatureExpire AuthFailure.SignatureFailure
        AuthFailure.SecretIdNotFound IpInBlacklist IpNotInWhitelist
    """,
    ProviderUnavailable: """
        InternalError InternalError.Timeout InternalError.RequestTimeException
        InternalError.OtherError FailedOperation LimitExceeded FailedOperation.JsonParseFail
        SomethingNew.Altogether Ok. ok OK
    """,
}
PAIRS = [(code, error) for error, codes in ROWS.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "error"), PAIRS)
def test_each_code_is_an_error_of_ours(code, error):
    assert type(failed(tencent, one_outcome(code))) is error
    assert type(failed(tencent, one_error(code))) is error


def test_the_rows_are_the_table():
    assert {code for code, _ in PAIRS} >= set(VERDICTS)


@pytest.mark.parametrize(
    ("code", "seconds"),
    [
        ("LimitExceeded.PhoneNumberThirtySecondLimit", 30),
        ("LimitExceeded.DeliveryFrequencyLimit", 60),
        ("LimitExceeded.PhoneNumberOneHourLimit", 3600),
        ("LimitExceeded.PhoneNumberDailyLimit", 86_400),
        ("AuthFailure.SignatureExpire", 300),
        ("InternalError.Timeout", 5),
    ],
)
def test_it_says_when_to_try_again(code, seconds):
    assert failed(tencent, one_outcome(code)).retry_after == seconds
