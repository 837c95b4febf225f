"""What goes wrong on demand, in each of QQ's formats, and at WeChat's OAuth."""

import json
import re

import httpx
import pytest

from tests.simulator.playing import QQ
from tests.simulator.signing_in import ACCESS_TOKEN, authorized, trade
from tests.simulator.signing_in_qq import (
    QQ_ME,
    QQ_PROFILE,
    QQ_SESSION,
    QQ_TOKEN,
    qq_me,
    qq_profile,
    qq_session,
    qq_token,
    qq_trade,
)


def fail(sim, kind, endpoint, **wishes):
    sim.control("faults", endpoint=endpoint, kind=kind, **wishes)


def argument(text):
    return json.loads(re.fullmatch(r"callback\( (.*) \);\n", text, re.DOTALL)[1])


def test_a_lost_answer_spends_the_code_at_either_vendor(sim):
    code = authorized(sim, QQ)
    sim.lose_answer(QQ_TOKEN, lambda: qq_trade(sim, code))
    assert "100020" in qq_trade(sim, code).text
    code = authorized(sim)
    sim.lose_answer(ACCESS_TOKEN, lambda: trade(sim, code))
    assert trade(sim, code)["errcode"] == 40163


def test_a_reset_spends_nothing(sim):
    code = authorized(sim, QQ)
    fail(sim, "reset", QQ_TOKEN)
    with pytest.raises(httpx.TransportError):
        qq_trade(sim, code)
    assert "access_token" in qq_trade(sim, code).text


def test_any_error_can_be_had_in_the_callers_format(sim):
    fail(sim, "errcode", QQ_TOKEN, errcode=100016, times=2)
    told = argument(qq_trade(sim, "any").text)
    assert told == {"error": 100016, "error_description": "access token check failed"}
    assert qq_trade(sim, "any", fmt="json").json()["error"] == 100016
    fail(sim, "errcode", QQ_PROFILE)
    assert qq_profile(sim, "any") == {"ret": -1, "msg": "system error"}
    fail(sim, "errcode", QQ_SESSION)
    assert qq_session(sim, "any") == {"errcode": -1, "errmsg": "system error"}


def test_numbers_may_be_texts(sim):
    fail(sim, "string_errcode", QQ_ME)
    assert argument(qq_me(sim, "wrong").text)["error"] == "100013"
    fail(sim, "string_errcode", QQ_PROFILE)
    assert qq_profile(sim, "wrong")["ret"] == "1002"


def test_a_form_may_have_more_and_odd_bytes(sim):
    fail(sim, "extra_field", QQ_TOKEN)
    assert "&next_year=%7B" in qq_trade(sim, authorized(sim, QQ)).text
    fail(sim, "invalid_utf8", QQ_TOKEN)
    assert b"\xff" in qq_trade(sim, authorized(sim, QQ)).content
    fail(sim, "null", QQ_TOKEN)
    assert qq_trade(sim, authorized(sim, QQ)).text == "null"


@pytest.mark.parametrize(
    ("kind", "told"),
    [("null", "callback( null );\n"), ("empty", "")],
)
def test_a_call_may_say_nothing(sim, kind, told):
    fail(sim, kind, QQ_ME)
    assert qq_me(sim, "wrong").text == told


def test_a_call_may_be_of_another_shape(sim):
    fail(sim, "list", QQ_ME)
    assert argument(qq_me(sim, "wrong").text)[0]["error"] == 100013
    fail(sim, "cut", QQ_ME)
    assert not qq_me(sim, "wrong").text.endswith(";\n")
    fail(sim, "bom", QQ_ME)
    assert qq_me(sim, "wrong").content.startswith(b"\xef\xbb\xbfcallback( ")
    fail(sim, "control_char", QQ_ME)
    assert b"\x0b" in qq_me(sim, "wrong").content
    fail(sim, "huge", QQ_ME)
    assert len(qq_me(sim, "wrong").content) > 1024 * 1024


def test_a_proxy_may_answer_instead(sim):
    fail(sim, "bad_gateway", QQ_ME)
    assert qq_me(sim, qq_token(sim)["access_token"]).status_code == 502
    fail(sim, "redirect", QQ_ME)
    assert qq_me(sim, "wrong").status_code == 302
