"""The vendors' signatures: the simulator's and the tests' own, against the vendors' SDKs."""

import json
from pathlib import Path

from adapters.simulator.sms.aliyun_signature import aliyun_signature, string_to_sign
from adapters.simulator.sms.tencent_signature import Signed, tencent_signature
from tests.simulator.texting import rpc, tc3

VECTORS = json.loads((Path(__file__).parent.parent / "vectors/sms_sign.json").read_text())
TENCENT = VECTORS["tencent_tc3"]
ALIYUN = VECTORS["aliyun_rpc_v1"]


def test_tc3_is_as_the_sdk_signs():
    signed = Signed(
        timestamp=TENCENT["timestamp"],
        headers=(("content-type", TENCENT["content_type"]), ("host", TENCENT["host"])),
        body=TENCENT["body"].encode(),
    )
    signature = tencent_signature(TENCENT["secret_key"], signed)
    assert TENCENT["authorization"].endswith(f"Signature={signature}")


def test_our_own_tc3_is_as_the_sdk_signs():
    day, signature = tc3(
        TENCENT["secret_key"],
        at=TENCENT["timestamp"],
        host=TENCENT["host"],
        content_type=TENCENT["content_type"],
        body=TENCENT["body"].encode(),
    )
    assert f"/{day}/sms/" in TENCENT["authorization"]
    assert TENCENT["authorization"].endswith(f"Signature={signature}")


def test_the_rpc_signature_is_as_the_sdk_signs():
    assert string_to_sign(ALIYUN["method"], ALIYUN["params"]) == ALIYUN["string_to_sign"]
    signature = aliyun_signature(ALIYUN["access_key_secret"], ALIYUN["method"], ALIYUN["params"])
    assert signature == ALIYUN["signature"]


def test_our_own_rpc_signature_is_as_the_sdk_signs():
    signature = rpc(ALIYUN["access_key_secret"], ALIYUN["method"], ALIYUN["params"])
    assert signature == ALIYUN["signature"]
