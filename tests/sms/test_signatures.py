"""Signatures, byte for byte as the vendors' own SDKs make them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.sms.aliyun_rpc import sign, signed_form, string_to_sign
from adapters.sms.tc3 import CONTENT_TYPE, Tc3Key, authorization

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sms_sign.json").read_text("utf-8"))
TENCENT = VECTORS["tencent_tc3"]
ALIYUN = VECTORS["aliyun_rpc_v1"]
PARAMS, SECRET = ALIYUN["params"], ALIYUN["access_key_secret"]


def of_tencent(**changes):
    given = {
        "host": TENCENT["host"],
        "body": TENCENT["body"].encode(),
        "at": datetime.fromtimestamp(TENCENT["timestamp"], UTC),
    }
    key = Tc3Key(secret_id=TENCENT["secret_id"], secret_key=TENCENT["secret_key"])
    return authorization(key, **{**given, **changes})


def test_tencent():
    assert TENCENT["content_type"] == CONTENT_TYPE
    assert of_tencent() == TENCENT["authorization"]


@pytest.mark.parametrize(
    "change",
    [
        {"host": "sms.tencentcloudapi.com:443"},
        {"body": TENCENT["body"].encode() + b" "},
        {"at": datetime.fromtimestamp(TENCENT["timestamp"] + 1, UTC)},
    ],
    ids=str,
)
def test_tencent_signs_all_there_is(change):
    assert of_tencent(**change) != TENCENT["authorization"]


def test_parts_of_a_second_do_not_matter_to_tencent():
    at = datetime.fromtimestamp(TENCENT["timestamp"] + 0.75, UTC)
    assert of_tencent(at=at) == TENCENT["authorization"]


def test_aliyun():
    to_sign = string_to_sign(ALIYUN["method"], PARAMS)
    assert to_sign == ALIYUN["string_to_sign"]
    assert sign(to_sign, SECRET) == ALIYUN["signature"]


def test_a_form_is_what_was_signed_and_its_signature():
    form = signed_form(dict(reversed(PARAMS.items())), SECRET).decode()
    signed, _, signature = form.partition("&Signature=")
    whole = string_to_sign("POST", PARAMS)
    escaped = signed.replace("%", "%25").replace("&", "%26").replace("=", "%3D")
    assert whole == f"POST&%2F&{escaped}"
    assert signature == sign(whole, SECRET).translate({43: "%2B", 47: "%2F", 61: "%3D"})


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (" ", "%20"),
        ("*", "%2A"),
        ("~", "~"),
        ("+", "%2B"),
        ("/", "%2F"),
        ("-_.", "-_."),
        ("归", "%E5%BD%92"),
    ],
)
def test_aliyun_escapes_as_rfc_3986_does(text, escaped):
    assert signed_form({"A": text}, SECRET).startswith(f"A={escaped}&Signature=".encode())
