"""SendSms of Tencent Cloud: what is asked, and how answers are read."""

import json
import logging

import httpx
import pytest

from adapters.sms.tc3 import authorization
from domain.model.errors import ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from domain.model.sms_code import CodePurpose
from ports.sms import SmsMessage
from tests.contracts.sms import CODE, PHONE
from tests.sms.senders import AT, SIGN_NAME, TENCENT_KEY, failed, sent, tencent
from tests.sms.tencent_answers import REQUEST_ID, TAKEN, one_error, one_outcome, response


def test_one_number_is_asked_for_in_one_post():
    request = sent(tencent, one_outcome("Ok"))
    assert (request.method, str(request.url)) == ("POST", "https://tencent.test/")
    assert json.loads(request.content) == {
        "PhoneNumberSet": [PHONE],
        "SmsSdkAppId": "1400006666",
        "TemplateId": "1110",
        "SignName": SIGN_NAME,
        "TemplateParamSet": [CODE],
    }
    assert request.headers["Host"] == "tencent.test"
    assert request.headers["Content-Type"] == "application/json"
    assert {name: request.headers[f"X-TC-{name}"] for name in ("Action", "Version", "Region")} == {
        "Action": "SendSms",
        "Version": "2021-01-11",
        "Region": "ap-guangzhou",
    }
    assert request.headers["X-TC-Timestamp"] == "1770000000"


@pytest.mark.parametrize("host", ["tencent.test:443", "tencent.test:8443", "TENCENT.test"])
def test_the_host_is_sent_as_it_is_signed(host):
    request = sent(lambda client: tencent(client, f"https://{host}"), one_outcome("Ok"))
    signed = authorization(TENCENT_KEY, host=host, body=request.content, at=AT)
    assert (request.headers["Host"], request.headers["Authorization"]) == (host, signed)


def test_a_purpose_may_have_a_template_of_its_own():
    message = SmsMessage(PHONE, CODE, CodePurpose.RESET_PASSWORD)
    request = sent(tencent, one_outcome("Ok"), message)
    assert json.loads(request.content)["TemplateId"] == "1111"


@pytest.mark.parametrize("status", [201, 302, 400, 500])
def test_ok_is_ok_under_200_alone(status):
    answer = httpx.Response(status, json={"Response": {"SendStatusSet": [TAKEN]}})
    assert str(failed(tencent, answer)) == f"tencent: HTTP {status}, malformed answer"


def test_every_number_is_looked_at():
    outcomes = [TAKEN, {**TAKEN, "Code": "FailedOperation.PhoneNumberInBlacklist"}]
    assert type(failed(tencent, response(SendStatusSet=outcomes))) is PhoneUnreachable


def test_an_error_outweighs_outcomes():
    answer = response(SendStatusSet=[TAKEN], Error={"Code": "AuthFailure.SignatureFailure"})
    assert type(failed(tencent, answer)) is ProviderMisconfigured


def test_the_operator_is_told_the_code_and_the_request_id():
    told = f"tencent: AuthFailure.SignatureExpire, RequestId {REQUEST_ID}"
    assert str(failed(tencent, one_error("AuthFailure.SignatureExpire"))) == told
    assert str(failed(tencent, one_error("New.Code", f"{CODE} {PHONE}"))).startswith(
        "tencent: New.Code, RequestId "
    )


def test_a_refusal_is_told_to_the_log(caplog):
    caplog.set_level(logging.INFO)
    failed(tencent, one_outcome("FailedOperation.PhoneNumberInBlacklist"))
    told = f"tencent: FailedOperation.PhoneNumberInBlacklist, RequestId {REQUEST_ID}"
    assert caplog.messages == [told]


MALFORMED = [
    {},
    {"Response": None},
    {"Response": []},
    {"Response": {}},
    {"Response": {"SendStatusSet": []}},
    {"Response": {"SendStatusSet": None}},
    {"Response": {"SendStatusSet": {}}},
    {"Response": {"SendStatusSet": [None]}},
    {"Response": {"SendStatusSet": [{}]}},
    {"Response": {"SendStatusSet": [TAKEN, {}]}},
    {"Response": {"Error": {}}},
    {"Response": {"Error": "Ok", "SendStatusSet": [TAKEN]}},
    *(
        {"Response": {"SendStatusSet": [{"Code": code}]}}
        for code in (None, 0, True, "", [], {"Code": "Ok"}, " Ok", "Ok\n", "x" * 81, f"No.{CODE}")
    ),
]


@pytest.mark.parametrize("answer", MALFORMED, ids=lambda answer: str(answer)[:50])
def test_a_malformed_answer_is_unavailability(answer):
    error = failed(tencent, httpx.Response(200, json=answer))
    assert type(error) is ProviderUnavailable
    assert str(error) == "tencent: HTTP 200, malformed answer"


@pytest.mark.parametrize("request_id", [None, 5, [], "x", PHONE, REQUEST_ID + PHONE])
def test_a_strange_request_id_changes_nothing(request_id):
    told = {"SendStatusSet": [TAKEN], "RequestId": request_id}
    sent(tencent, httpx.Response(200, json={"Response": told}))
    told = {"Error": {"Code": "InternalError"}, "RequestId": request_id}
    error = failed(tencent, httpx.Response(200, json={"Response": told}))
    assert PHONE not in str(error)
