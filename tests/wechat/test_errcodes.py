"""Every number of WeChat's that the adapter knows."""

import asyncio
import logging

import pytest

from adapters.wechat.errcodes import VERDICTS
from domain.model.errors import (
    CodeRejected,
    PersonRefused,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
)
from tests.wechat.upstream import CODE, LOGIN, SHOP, Scripted, mini_program

REDO = (40029, 40030, 40163, 42002, 42003, 87007, 87008, 87009)
DENY = (40003, 40226)
SLOW = (45009, 45011)
TOKEN = (40001, 40014, 42001)
NUMBERS = (40002, 40013, 40097, 40125, 40164, 40243, 41002, 41004, 41008, 43002, 44002, 47001)
MORE = (48001, 48017, 89501, 89503, 89506, 89507)
ROWS = {
    CodeRejected: REDO,
    PersonRefused: DENY,
    ProviderBusy: SLOW,
    ProviderMisconfigured: (*TOKEN, *NUMBERS, *MORE),
    ProviderUnavailable: (-1, 1, 99999, -1000, 76004),
}
PAIRS = [(errcode, error) for error, errcodes in ROWS.items() for errcode in errcodes]


def error_for(errcode, errmsg="some text"):
    upstream = Scripted({LOGIN: [{"errcode": errcode, "errmsg": errmsg}]})
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is what is asked
        asyncio.run(mini_program(upstream).exchange(SHOP, CODE))
    assert upstream.count(LOGIN) == 1
    return caught.value


@pytest.mark.parametrize(("errcode", "error"), PAIRS)
def test_each_number_is_an_error_of_ours(errcode, error):
    assert type(error_for(errcode)) is error
    assert type(error_for(str(errcode))) is error


def test_the_rows_are_the_table():
    assert {errcode for errcode, _ in PAIRS} >= set(VERDICTS)


def test_a_spent_quota_takes_longer_than_a_busy_minute():
    assert error_for(45011).retry_after == 60
    assert error_for(45009).retry_after == 3600
    assert error_for(-1).retry_after == 5


@pytest.mark.parametrize(
    ("errmsg", "told"),
    [
        (
            "invalid appsecret, rid: 6a1f0c11-0b7d2e33-5c9a1e77",
            ", rid: 6a1f0c11-0b7d2e33-5c9a1e77",
        ),
        ("invalid code, hints: [ req_id: aBc_1-2 ]", ", req_id: aBc_1-2"),
        (
            "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 6a1f0c11",
            ", invalid ip 203.0.113.9, rid: 6a1f0c11",
        ),
        ("invalid ip 2001:db8::9, not in whitelist", ", invalid ip 2001:db8::9"),
        (f"code {CODE} is bad", ""),
        (None, ""),
        (["rid: 1"], ""),
    ],
)
def test_the_operator_is_told_the_number_and_the_request_id(errmsg, told):
    assert str(error_for(40164, errmsg)) == f"jscode2session: errcode 40164{told}"


def test_a_refusal_is_told_to_the_log(caplog):
    caplog.set_level(logging.INFO)
    error_for(40163, "code been used, rid: 6a1f0c11")
    assert caplog.messages == ["jscode2session: errcode 40163, rid: 6a1f0c11"]
