"""Aliyun SMS at /sms/aliyun."""

import pytest

from tests.simulator.playing import DAY, MINUTE
from tests.simulator.texting import (
    ALIYUN,
    XIAOLIN,
    aliyun_params,
    aliyun_signed,
    by_aliyun,
)

HOUR = 3600
EVERY_MINUTE = "触发分钟级流控Permits:1"


def code(sim, number="13800138001", **changes):
    answer = by_aliyun(sim, number, **changes)
    assert answer["status"] == 200
    return answer["Code"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_code_reaches_whoever_has_the_number(sim, method):
    answer = aliyun_signed(sim, aliyun_params(sim, "13800138001"), method)
    assert (answer["status"], answer["Code"], answer["Message"]) == (200, "OK", "OK")
    assert answer["BizId"].endswith("^0")
    [text] = sim.told("sms", person="xiaolin")
    assert (text["number"], text["code"], text["vendor"]) == (XIAOLIN, "432109", "aliyun")
    assert text["text"].startswith("【归一】")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800138001", XIAOLIN),
        ("+8613800138001", XIAOLIN),
        ("8613800138001", XIAOLIN),
        ("008613800138001", XIAOLIN),
        ("85251234567", "+85251234567"),
        ("+85251234567", "+85251234567"),
        ("0085251234567", "+85251234567"),
    ],
)
def test_numbers_are_read_as_aliyun_writes_them(sim, written, number):
    assert code(sim, written) == "OK"
    assert [text["number"] for text in sim.told("sms")] == [number]


@pytest.mark.parametrize("number", ["", "12800138001", "138", "x", "13800138001,", "+"])
def test_a_malformed_number_is_told(sim, number):
    assert code(sim, number) == "isv.MOBILE_NUMBER_ILLEGAL"
    assert sim.told("sms") == []


def test_many_numbers_get_the_text_or_none_does(sim):
    both = "13800138001,13800138003"
    assert code(sim, both) == "OK"
    assert [text["person"] for text in sim.told("sms")] == ["xiaolin", "awei"]
    assert code(sim, "13800138002,13800138003") == "isv.BUSINESS_LIMIT_CONTROL"
    assert len(sim.told("sms")) == 2
    assert code(sim, ",".join(["13800138002"] * 1001)) == "isv.MOBILE_COUNT_OVER_LIMIT"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SignName": "别人"}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"TemplateCode": "SMS_1"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ({"TemplateParam": ""}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ({"TemplateParam": '{"kode": "1"}'}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ({"TemplateParam": "{"}, "isv.INVALID_JSON_PARAM"),
    ],
)
def test_what_was_not_approved_is_refused(sim, changes, expected):
    assert code(sim, **changes) == expected
    assert sim.told("sms") == []


def test_unpaid_bills_are_told(sim):
    sim.control("modes", sms_in_arrears=True)
    assert code(sim) == "isv.AMOUNT_NOT_ENOUGH"


@pytest.mark.parametrize(
    ("changes", "status", "expected"),
    [
        ({"Action": "SendLetter"}, 400, "InvalidAction.NotFound"),
        ({"Version": "2016-09-27"}, 400, "InvalidVersion"),
        ({"Format": ""}, 400, "UnsupportedFormat"),
        ({"SignatureMethod": "HMAC-SHA256"}, 400, "InvalidSignatureMethod"),
        ({"SignatureVersion": "2.0"}, 400, "InvalidSignatureVersion"),
        ({"AccessKeyId": "LTAIelse"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"Timestamp": "2026-02-02 02:40:00"}, 400, "IllegalTimestamp"),
        ({"Timestamp": "2020-02-02T02:40:00Z"}, 400, "InvalidTimeStamp.Expired"),
        ({"SignatureNonce": ""}, 400, "SignatureNonceUsed"),
    ],
)
def test_who_may_not_call_is_refused(sim, changes, status, expected):
    answer = by_aliyun(sim, **changes)
    assert (answer["status"], answer["Code"]) == (status, expected)
    assert sim.told("sms") == []


def test_what_was_changed_on_the_way_is_refused(sim):
    params = aliyun_params(sim, "13800138001")
    sent = {**params, "Signature": "oFVJ7tukL5c80SRPq2pSjXT+9+U="}
    answer = sim.http.get(ALIYUN, params=sent)
    assert (answer.status_code, answer.json()["Code"]) == (400, "SignatureDoesNotMatch")


def test_the_method_is_signed(sim):
    params = aliyun_params(sim, "13800138001")
    by_get = aliyun_signed(sim, params)
    assert by_get["Code"] == "OK"
    exchange = sim.told("journal")["exchanges"][-1]
    answer = sim.http.post(ALIYUN, data=exchange["query"])
    assert answer.json()["Code"] == "SignatureDoesNotMatch"


def test_a_nonce_is_taken_once(sim):
    sim.control("advance", seconds=HOUR)
    params = aliyun_params(sim, "13800138001")
    assert aliyun_signed(sim, params)["Code"] == "OK"
    assert aliyun_signed(sim, params)["Code"] == "SignatureNonceUsed"


def test_a_number_gets_one_text_a_minute(sim):
    assert code(sim) == "OK"
    sim.control("advance", seconds=55)
    refused = by_aliyun(sim)
    assert (refused["Code"], refused["Message"]) == ("isv.BUSINESS_LIMIT_CONTROL", EVERY_MINUTE)
    assert code(sim, "13800138003") == "OK"
    sim.control("advance", seconds=5)
    assert code(sim) == "OK"


def test_a_number_gets_five_texts_an_hour_and_ten_in_24(sim):
    for _ in range(5):
        assert code(sim) == "OK"
        sim.control("advance", seconds=MINUTE)
    assert by_aliyun(sim)["Message"] == "触发小时级流控Permits:5"
    sim.control("advance", seconds=HOUR - 5 * MINUTE)
    for _ in range(5):
        assert code(sim) == "OK"
        sim.control("advance", seconds=MINUTE)
    sim.control("advance", seconds=HOUR)
    assert by_aliyun(sim)["Message"] == "触发天级流控Permits:10"
    sim.control("advance", seconds=DAY - 2 * HOUR - 5 * MINUTE)
    assert code(sim) == "OK"


def test_a_lost_answer_sends_the_text_all_the_same(sim):
    sim.lose_answer(ALIYUN, lambda: by_aliyun(sim))
    assert len(sim.told("sms")) == 1


def test_an_errcode_is_an_error_of_the_vendors_own(sim):
    sim.control("faults", endpoint=ALIYUN, kind="errcode")
    assert code(sim) == "isp.SYSTEM_ERROR"
    assert sim.told("sms") == []
