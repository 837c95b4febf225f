"""A QQ mini program's two endpoints, and `qq.login`."""

import base64
import re

import pytest

from tests.simulator.playing import MINUTE, QQ, QQ_MINI, SHOP
from tests.simulator.signing_in_qq import (
    QQ_MINI_TOKEN,
    QQ_SESSION,
    qq_me,
    qq_session,
    qq_token,
)


def login(sim, person="xiaolin"):
    return sim.control("qq_login", app="qqmini", person=person)["code"]


def token(sim, **changes):
    query = {
        "grant_type": "client_credential",
        "appid": QQ_MINI.app_id,
        "secret": QQ_MINI.secret,
        **changes,
    }
    return sim.http.get(QQ_MINI_TOKEN, params=query).json()


def test_a_code_brings_ids_and_a_session_key(sim):
    told = qq_session(sim, login(sim))
    assert set(told) == {"openid", "session_key", "unionid", "errcode", "errmsg"}
    assert told["errcode"] == 0
    assert re.fullmatch("[0-9A-F]{32}", told["openid"])
    assert len(base64.b64decode(told["session_key"], validate=True)) == 16


def test_the_website_of_the_same_developer_knows_the_person_by_the_same_unionid(sim):
    mini, web = qq_session(sim, login(sim)), qq_token(sim, QQ)
    told = qq_me(sim, web["access_token"], fmt="json", unionid="1").json()
    assert told["unionid"] == mini["unionid"]
    assert told["openid"] != mini["openid"]


def test_without_a_developer_no_unionid_is_told(sim):
    sim.control("app", app="qqmini", platform=None)
    assert "unionid" not in qq_session(sim, login(sim))


def test_ids_of_qq_are_not_those_of_wechat(sim):
    assert qq_session(sim, login(sim))["unionid"] != sim.signed_in(app=SHOP)["unionid"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"appid": "", "secret": ""}, 40013),
        ({"secret": ""}, 40001),
        ({"grant_type": "client_credential"}, 40002),
        ({"appid": "1110009999"}, 40013),
        ({"appid": SHOP.app_id, "secret": SHOP.secret}, 40013),
        ({"appid": QQ.app_id, "secret": QQ.secret}, 40013),
        ({"secret": "wrong"}, 40001),
        ({"js_code": ""}, 40029),
        ({"js_code": "wrong"}, 40029),
    ],
)
def test_checks_come_in_order_and_spend_nothing(sim, changes, expected):
    code = login(sim)
    assert qq_session(sim, code, **changes)["errcode"] == expected
    assert qq_session(sim, code)["errcode"] == 0


def test_a_code_works_once_and_for_five_minutes(sim):
    code, late = login(sim), login(sim)
    assert qq_session(sim, code)["errcode"] == 0
    assert qq_session(sim, code)["errcode"] == 40029
    sim.control("advance", seconds=5 * MINUTE)
    assert qq_session(sim, late)["errcode"] == 40029
    assert sim.told("calls", code=code)["count"] == 2


def test_codes_of_wechat_and_qq_are_not_mixed_up(sim):
    assert qq_session(sim, sim.code())["errcode"] == 40029
    assert sim.exchange(login(sim)).json()["errcode"] == 40029


def test_sign_ins_of_one_person_are_limited_by_the_minute(sim):
    sim.begin_window(MINUTE)
    sim.control("modes", logins_per_minute=1)
    assert [qq_session(sim, login(sim))["errcode"] for _ in range(2)] == [0, 45011]
    assert qq_session(sim, login(sim, "awei"))["errcode"] == 0


def test_tokens_are_handed_out_for_two_hours(sim):
    first, second = token(sim), token(sim)
    assert (first["expires_in"], first["errcode"]) == (7_200, 0)
    assert first["access_token"] != second["access_token"]
    assert not sim.is_alive(first["access_token"])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"secret": "wrong"}, 40001), ({"appid": "1"}, 40013), ({"grant_type": "x"}, 40002)],
)
def test_a_token_is_refused_by_number(sim, changes, expected):
    assert token(sim, **changes)["errcode"] == expected


@pytest.mark.parametrize("path", [QQ_SESSION, QQ_MINI_TOKEN])
def test_only_get_is_taken(sim, path):
    assert sim.http.post(path).json()["errcode"] == 43001
