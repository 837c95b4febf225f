"""SendSms of Aliyun: what is asked, and every code that is answered."""

import asyncio
import json

import httpx
import pytest

from adapters.sms.aliyun_errors import VERDICTS
from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from domain.model.sms_code import CodePurpose
from ports.sms import SmsMessage
from tests.contracts.sms import CODE, MESSAGE, PHONE
from tests.sms.senders import SIGN_NAME, Scripted, aliyun, failed, form, sent

REQUEST_ID = "819BE656-D2E0-4858-8B21-B2E477085AAF"

ROWS = {
    PhoneUnreachable: "isv.MOBILE_NUMBER_ILLEGAL isv.BLACK_KEY_CONTROL_LIMIT",
    ProviderBusy: "isv.BUSINESS_LIMIT_CONTROL Throttling Throttling.User Throttling.Api",
    ProviderMisconfigured: """
        isv.DAY_LIMIT_CONTROL isv.MONTH_LIMIT_CONTROL isv.AMOUNT_NOT_ENOUGH isv.OUT_OF_SERVICE
        isv.PRODUCT_UN_SUBSCRIPT isv.PRODUCT_UNSUBSCRIBE isv.ACCOUNT_NOT_EXISTS
        isv.ACCOUNT_ABNORMAL isv.SMS_SIGNATURE_ILLEGAL isv.SMS_SIGNATURE_SCENE_ILLEGAL
        isv.SMS_SIGN_ILLEGAL isv.SMS_TEMPLATE_ILLEGAL isv.SMS_CONTENT_ILLEGAL
        isv.TEMPLATE_MISSING_PARAMETERS isv.TEMPLATE_PARAMS_ILLEGAL isv.INVALID_PARAMETERS
        isv.DOMESTIC_NUMBER_NOT_SUPPORTED isv.SMS_TEST_SIGN_TEMPLATE_LIMIT
        isv.SMS_TEST_NUMBER_LIMIT isv.DENY_IP_RANGE isp.RAM_PERMISSION_DENY InvalidAccessKeyId
        InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive InvalidTimeStamp
        InvalidTimeStamp.Expired SignatureDoesNotMatch Forbidden Forbidden.RAM
    """,
    ProviderUnavailable: """
        isp isp.SYSTEM_ERROR isp.GATEWAY_ERROR isv.SOMETHING_NEW SignatureNonceUsed Ok ok OK.
    """,
}
PAIRS = [(code, error) for error, codes in ROWS.items() for code in codes.split()]


def answered(code, status=200, **more):
    told = {"Code": code, "Message": "some text", "RequestId": REQUEST_ID, **more}
    return httpx.Response(status, json=told)


def asked(message=MESSAGE):
    return form(sent(aliyun, answered("OK", BizId="9^0"), message))


def test_one_number_is_asked_for_in_one_post():
    request = sent(aliyun, answered("OK", BizId="9^0"))
    assert (request.method, str(request.url)) == ("POST", "https://aliyun.test/")
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    params = form(request)
    assert len(params.pop("Signature")) == 28
    assert len(params.pop("SignatureNonce")) == 32
    assert json.loads(params.pop("TemplateParam")) == {"code": CODE}
    assert params == {
        "AccessKeyId": "LTAItest",
        "Action": "SendSms",
        "Format": "JSON",
        "PhoneNumbers": "13800138000",
        "RegionId": "cn-hangzhou",
        "SignName": SIGN_NAME,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "TemplateCode": "SMS_1",
        "Timestamp": "2026-02-02T02:40:00Z",
        "Version": "2017-05-25",
    }


def test_a_purpose_may_have_a_template_of_its_own():
    assert asked(SmsMessage(PHONE, CODE, CodePurpose.RESET_PASSWORD))["TemplateCode"] == "SMS_2"


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("+8613800138000", "13800138000"),
        ("+85251234567", "85251234567"),
        ("+12025550123", "0012025550123"),
        ("+13105550123", "0013105550123"),
    ],
)
def test_a_number_is_dialled_so_that_no_stranger_gets_the_code(phone, dialled):
    assert asked(SmsMessage(phone, CODE, CodePurpose.LOGIN))["PhoneNumbers"] == dialled


def test_no_nonce_is_used_twice():
    upstream = Scripted(answered("OK"))
    sender = aliyun(upstream.client())

    async def many():
        await asyncio.gather(*(sender.send(MESSAGE) for _ in range(50)))

    asyncio.run(many())
    assert len({form(request)["SignatureNonce"] for request in upstream.seen}) == 50


@pytest.mark.parametrize("status", [200, 400, 403, 500])
@pytest.mark.parametrize(("code", "error"), PAIRS)
def test_each_code_is_an_error_of_ours(code, error, status):
    assert type(failed(aliyun, answered(code, status))) is error


def test_the_rows_are_the_table():
    assert {code for code, _ in PAIRS} >= set(VERDICTS)


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("触发分钟级流控Permits:1", 60),
        ("触发小时级流控Permits:5", 3600),
        ("触发天级流控Permits:10", 86_400),
        ("some other text", 60),
        (None, 60),
        (["天级"], 60),
    ],
)
def test_how_long_a_limit_lasts_is_in_the_message(message, seconds):
    error = failed(aliyun, answered("isv.BUSINESS_LIMIT_CONTROL", Message=message))
    assert error.retry_after == seconds


def test_the_operator_is_told_the_code_and_the_request_id():
    error = failed(aliyun, answered("isv.OUT_OF_SERVICE", Message=f"{CODE} {PHONE}"))
    assert str(error) == f"aliyun: isv.OUT_OF_SERVICE, RequestId {REQUEST_ID}"


@pytest.mark.parametrize("status", [201, 302, 400, 500])
def test_ok_is_ok_under_200_alone(status):
    assert (
        str(failed(aliyun, answered("OK", status))) == f"aliyun: HTTP {status}, malformed answer"
    )


@pytest.mark.parametrize(
    "code", [None, 0, True, "", [], {"Code": "OK"}, " OK", "OK\n", "x" * 81, f"No.{CODE}"]
)
def test_a_malformed_code_is_unavailability(code):
    error = failed(aliyun, answered(code))
    assert type(error) is ProviderUnavailable
    assert str(error) == "aliyun: HTTP 200, malformed answer"
