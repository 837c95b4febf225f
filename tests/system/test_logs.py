import json
import logging
import sys

import pytest

from adapters.system.ids import Uuid7Ids
from adapters.system.logs import OneLine, configure_logs, redacted


def line(message, *args) -> dict:
    record = logging.LogRecord("guiyi", logging.INFO, "file", 1, message, args, None)
    text = OneLine().format(record)
    assert "\n" not in text
    return json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET https://api.weixin.qq.com/sns/jscode2session?appid=wx1&secret=CANARY&js_code=CANARY",
        '{"session_key":"CANARY","openid":"CANARY"}',
        "access_token=CANARY",
        "Authorization: Bearer gya_CANARY.signature",
        "refresh gyr_CANARY",
    ],
)
def test_what_looks_like_a_secret_is_blotted_out(text):
    assert "CANARY" not in redacted(text)


def test_a_phone_number_is_blotted_out_and_other_numbers_stay():
    assert (
        redacted("phone 13800138000, took 12345678901234 ns")
        == "phone ***, took 12345678901234 ns"
    )


@pytest.mark.parametrize("nasty", ["a\nb", "a\r\nb", "\x1b[31mred", "a\u2028b", "a\u2029b"])
def test_nothing_begins_another_line(nasty):
    assert "message" in line("%s", nasty)


def test_a_trace_is_blotted_out_too():
    try:
        int("secret=CANARY")
    except ValueError:
        record = logging.LogRecord("guiyi", logging.ERROR, "f", 1, "x", (), sys.exc_info())
    assert "CANARY" not in OneLine().format(record)


def test_libraries_that_log_addresses_are_quiet():
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    try:
        configure_logs(access_log=True, request_id=str)
        for name in ("httpx", "httpcore", "httpcore.http11"):
            assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]


def test_ids_are_uuids_of_version_7_in_order_of_time():
    ids = Uuid7Ids()
    made = [ids.new() for _ in range(2000)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    stamps = [one.int >> 80 for one in made]
    assert stamps == sorted(stamps)
    assert len(set(made)) == 2000
