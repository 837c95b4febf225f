"""Tencent Cloud SMS at /sms/tencent."""

import json

import httpx
import pytest

from adapters.simulator.sms.tencent_signature import Signed, tencent_signature
from tests.simulator.playing import DAY, MINUTE
from tests.simulator.texting import (
    ACCOUNTS,
    CONTENT_TYPE,
    NOBODYS,
    TENCENT,
    XIAOLIN,
    by_tencent,
    tencent_headers,
    tencent_order,
    tencent_raw,
)

AWEI = "+8613800138003"


def outcome(sim, *numbers, **changes):
    answer = by_tencent(sim, *numbers, **changes)
    [status] = answer["SendStatusSet"]
    return status["Code"]


def error(answer):
    return answer["Error"]["Code"]


def signed(sim, **wishes):
    return tencent_raw(sim, json.dumps(tencent_order()).encode(), **wishes)


def test_a_code_reaches_whoever_has_the_number(sim):
    answer = by_tencent(sim, SessionContext="mine")
    [status] = answer["SendStatusSet"]
    assert status.pop("SerialNo").startswith("5000:SIM")
    assert status == {
        "PhoneNumber": XIAOLIN,
        "Fee": 1,
        "SessionContext": "mine",
        "Code": "Ok",
        "Message": "send success",
        "IsoCode": "CN",
    }
    [text] = sim.told("sms", person="xiaolin")
    assert (text["number"], text["code"], text["vendor"]) == (XIAOLIN, "432109", "tencent")
    assert text["text"].startswith("【归一】")
    assert "432109" in text["text"]


def test_with_and_without_a_slash_it_is_the_same_place(sim):
    body = json.dumps(tencent_order()).encode()
    answer = sim.http.post(TENCENT, content=body, headers=tencent_headers(sim, body))
    assert answer.json()["Response"]["SendStatusSet"][0]["Code"] == "Ok"
    assert sim.told("calls")["endpoints"] == {TENCENT: 1}


def test_each_number_has_its_own_outcome(sim):
    answer = by_tencent(sim, XIAOLIN, "+8612345", XIAOLIN, AWEI)
    assert [one["Code"] for one in answer["SendStatusSet"]] == [
        "Ok",
        "InvalidParameterValue.IncorrectPhoneNumber",
        "LimitExceeded.PhoneNumberThirtySecondLimit",
        "Ok",
    ]
    assert [one["Fee"] for one in answer["SendStatusSet"]] == [1, 0, 0, 1]
    assert [one["person"] for one in sim.told("sms")] == ["xiaolin", "awei"]


def test_a_body_that_was_changed_on_the_way_is_refused(sim):
    body = json.dumps(tencent_order()).encode()
    headers = tencent_headers(sim, body)
    answer = sim.http.post(TENCENT, content=body + b" ", headers=headers).json()
    assert error(answer["Response"]) == "AuthFailure.SignatureFailure"


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"Authorization": "Bearer x"}, "AuthFailure.InvalidAuthorization"),
        ({"Authorization": ""}, "AuthFailure.InvalidAuthorization"),
        ({"X_TC_Timestamp": "soon"}, "AuthFailure.InvalidAuthorization"),
        ({"Content_Type": "text/plain"}, "AuthFailure.SignatureFailure"),
        ({"Host": "elsewhere"}, "AuthFailure.SignatureFailure"),
        ({"ahead": -305}, "AuthFailure.SignatureExpire"),
        ({"ahead": 305}, "AuthFailure.SignatureExpire"),
        ({"X_TC_Action": "SendLetter"}, "InvalidAction"),
        ({"X_TC_Version": "2019-07-11"}, "NoSuchVersion"),
        ({"X_TC_Region": ""}, "MissingParameter"),
    ],
)
def test_who_did_not_sign_this_just_now_is_refused(sim, wishes, expected):
    assert error(signed(sim, **wishes)) == expected
    assert sim.told("sms") == []


def changed(sim, old, new):
    body = json.dumps(tencent_order()).encode()
    authorization = tencent_headers(sim, body)["Authorization"]
    assert old in authorization
    return tencent_raw(sim, body, Authorization=authorization.replace(old, new))


def test_an_unknown_key_is_told(sim):
    assert error(changed(sim, "AKIDsimulated", "AKIDelse")) == "AuthFailure.SecretIdNotFound"


def test_another_day_than_that_of_the_time_is_refused(sim):
    answer = changed(sim, "Credential=AKIDsimulated/20", "Credential=AKIDsimulated/19")
    assert error(answer) == "AuthFailure.SignatureFailure"


def test_the_host_has_to_be_signed(sim):
    body = json.dumps(tencent_order()).encode()
    headers = tencent_headers(sim, body)
    timestamp = int(headers["X-TC-Timestamp"])
    signed = Signed(timestamp=timestamp, headers=(("content-type", CONTENT_TYPE),), body=body)
    signature = tencent_signature(ACCOUNTS.tencent.secret_key, signed)
    start = headers["Authorization"].partition("content-type;host")[0]
    authorization = f"{start}content-type, Signature={signature}"
    answer = tencent_raw(sim, body, Authorization=authorization)
    assert error(answer) == "AuthFailure.SignatureFailure"


def test_only_post_is_taken(sim):
    assert error(sim.http.get(TENCENT).json()["Response"]) == "InvalidAction"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"PhoneNumberSet": "x"}', b"\xff", b""])
def test_a_malformed_body_is_refused(sim, body):
    assert error(tencent_raw(sim, body)) == "InvalidParameter"


def test_an_unknown_application_is_refused(sim):
    answer = by_tencent(sim, SmsSdkAppId="1400009999")
    assert error(answer) == "UnauthorizedOperation.SmsSdkAppIdVerifyFail"


@pytest.mark.parametrize("numbers", [[], [XIAOLIN] * 201])
def test_there_are_1_to_200_numbers(sim, numbers):
    answer = by_tencent(sim, PhoneNumberSet=numbers)
    assert error(answer) == "LimitExceeded.PhoneNumberCountLimit"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SignName": "别人"}, "FailedOperation.SignatureIncorrectOrUnapproved"),
        ({"TemplateId": "1"}, "FailedOperation.TemplateIncorrectOrUnapproved"),
        (
            {"TemplateParamSet": ["1", "2"]},
            "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
        ),
        ({"TemplateParamSet": ["abc"]}, "InvalidParameterValue.TemplateParameterFormatError"),
        ({"TemplateParamSet": ["1234567"]}, "InvalidParameterValue.TemplateParameterFormatError"),
    ],
)
def test_what_was_not_approved_is_refused(sim, changes, expected):
    assert outcome(sim, **changes) == expected
    assert sim.told("sms") == []
    assert outcome(sim) == "Ok"


@pytest.mark.parametrize("number", ["13800138001", "+8612800138001", "+86138", "", "x"])
def test_a_malformed_number_is_told(sim, number):
    assert outcome(sim, number) == "InvalidParameterValue.IncorrectPhoneNumber"


def test_unpaid_bills_are_told(sim):
    sim.control("modes", sms_in_arrears=True)
    assert outcome(sim) == "FailedOperation.InsufficientBalanceInSmsPackage"


def test_a_number_gets_one_text_in_30_seconds(sim):
    assert outcome(sim) == "Ok"
    sim.control("advance", seconds=25)
    assert outcome(sim) == "LimitExceeded.PhoneNumberThirtySecondLimit"
    assert outcome(sim, AWEI) == "Ok"
    sim.control("advance", seconds=5)
    assert outcome(sim) == "Ok"


def test_a_number_gets_ten_texts_a_day(sim):
    sim.begin_window(DAY)
    for _ in range(10):
        assert outcome(sim) == "Ok"
        sim.control("advance", seconds=30)
    assert outcome(sim) == "LimitExceeded.PhoneNumberDailyLimit"
    sim.begin_window(DAY)
    assert outcome(sim) == "Ok"


def test_refused_texts_are_not_counted(sim):
    sim.begin_window(DAY)
    assert outcome(sim) == "Ok"
    for _ in range(10):
        assert outcome(sim) == "LimitExceeded.PhoneNumberThirtySecondLimit"
    sim.control("advance", seconds=MINUTE)
    assert outcome(sim) == "Ok"


def test_a_lost_answer_sends_the_text_all_the_same(sim):
    sim.lose_answer(TENCENT, lambda: by_tencent(sim))
    assert len(sim.told("sms")) == 1


@pytest.mark.parametrize(("kind", "sent"), [("empty", 1), ("reset", 0)])
def test_faults_come_after_the_work_or_before(sim, kind, sent):
    sim.control("faults", endpoint=TENCENT, kind=kind)
    with pytest.raises((ValueError, httpx.TransportError)):
        by_tencent(sim)
    assert len(sim.told("sms")) == sent


def test_an_errcode_is_an_error_of_the_vendors_own(sim):
    sim.control("faults", endpoint=TENCENT, kind="errcode")
    assert error(by_tencent(sim, NOBODYS)) == "InternalError.OtherError"
    assert sim.told("sms") == []
