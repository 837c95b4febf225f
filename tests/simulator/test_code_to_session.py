"""GET /sns/jscode2session, row by row of the behaviour table."""

import base64
import re

import pytest

from tests.simulator.playing import CLUB, CODE2SESSION, MINUTE, SHOP, SOLO

RID = re.compile(r", rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}\Z")


def errcode(response):
    assert response.status_code == 200
    return response.json()["errcode"]


def test_success_leaves_out_errcode_and_names_the_person(sim):
    answer = sim.signed_in()
    assert set(answer) == {"session_key", "openid", "unionid"}
    assert re.fullmatch(r"o[A-Za-z0-9_-]{27}", answer["openid"])
    assert re.fullmatch(r"o[A-Za-z0-9_-]{27}", answer["unionid"])
    assert len(base64.b64decode(answer["session_key"], validate=True)) == 16


def test_an_app_without_platform_gets_no_unionid(sim):
    assert set(sim.signed_in(app=SOLO)) == {"session_key", "openid"}


def test_apps_of_one_platform_share_the_unionid_and_not_the_openid(sim):
    shop, club = sim.signed_in(app=SHOP), sim.signed_in(app=CLUB)
    assert shop["unionid"] == club["unionid"]
    assert shop["openid"] != club["openid"]


def test_ids_belong_to_the_person_and_outlast_a_reset(sim):
    first, other = sim.signed_in("xiaolin"), sim.signed_in("awei")
    sim.control("reset")
    again = sim.signed_in("xiaolin")
    assert (again["openid"], again["unionid"]) == (first["openid"], first["unionid"])
    assert other["openid"] != first["openid"]
    assert other["unionid"] != first["unionid"]


def test_a_platform_that_comes_later_brings_the_unionid_and_keeps_the_openid(sim):
    before = sim.signed_in(app=SOLO)
    sim.control("app", app="solo", platform="main")
    after = sim.signed_in(app=SOLO)
    assert after["openid"] == before["openid"]
    assert after["unionid"] == sim.signed_in(app=SHOP)["unionid"]


def test_json_comes_as_text_plain_without_charset(sim):
    assert sim.exchange(sim.code()).headers["content-type"] == "text/plain"
    assert sim.exchange("wrong").headers["content-type"] == "text/plain"


@pytest.mark.parametrize("told", ["text/plain; charset=ISO-8859-1", "application/json"])
def test_modes_change_the_content_type(sim, told):
    sim.control("modes", content_type=told)
    assert sim.exchange(sim.code()).headers["content-type"] == told


def test_modes_add_errcode_0_and_escape_slashes(sim):
    sim.control("modes", errcode_on_success=True, escaped_slashes=True)
    answers = [sim.exchange(sim.code()) for _ in range(20)]
    assert all(answer.json()["errcode"] == 0 for answer in answers)
    assert any(rb"\/" in answer.content for answer in answers)
    assert not any(re.search(rb"[^\\]/", answer.content) for answer in answers)


def test_errmsg_ends_with_another_rid_each_time(sim):
    messages = [sim.exchange("wrong").json()["errmsg"] for _ in range(2)]
    assert all(message.startswith("invalid code") and RID.search(message) for message in messages)
    assert len(set(messages)) == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"appid": "", "secret": "", "js_code": ""}, 41002),
        ({"secret": "", "js_code": ""}, 41004),
        ({"js_code": "", "appid": "wxunknown"}, 41008),
        ({"grant_type": "client_credential"}, 40002),
        ({"appid": "wxunknown", "secret": "wrong"}, 40013),
        ({"secret": "wrong", "js_code": "wrong"}, 40125),
        ({"js_code": "wrong"}, 40029),
    ],
)
def test_checks_come_in_order(sim, changes, expected):
    assert errcode(sim.exchange(sim.code(), **changes)) == expected


def test_a_frozen_secret_is_told_before_a_wrong_one(sim):
    sim.control("app", app="shop", frozen=True)
    assert errcode(sim.exchange(sim.code(), secret="wrong")) == 40243


def test_an_address_off_the_list_is_told_before_the_code(sim):
    sim.control("app", app="shop", ip_allow=["203.0.113.9"])
    refused = sim.exchange("wrong").json()
    assert refused["errcode"] == 40164
    start = "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: "
    assert refused["errmsg"].startswith(start)
    sim.control("app", app="shop", ip_allow=["127.0.0.1"])
    assert "openid" in sim.signed_in()


def test_sign_ins_of_one_person_are_limited_by_the_minute(sim):
    sim.begin_window(MINUTE)
    sim.control("modes", logins_per_minute=2)
    assert [sim.signed_in().get("errcode") for _ in range(3)] == [None, None, 45011]
    assert "openid" in sim.signed_in("awei")
    sim.control("advance", seconds=MINUTE)
    assert "openid" in sim.signed_in()


def test_the_limit_is_told_before_the_used_code(sim):
    sim.begin_window(MINUTE)
    code = sim.code()
    sim.control("modes", logins_per_minute=1)
    assert "openid" in sim.exchange(code).json()
    assert errcode(sim.exchange(code)) == 45011


def test_a_code_of_another_app_is_invalid_and_stays_usable_in_its_own(sim):
    code = sim.code(app=CLUB)
    assert errcode(sim.exchange(code, SHOP)) == 40029
    assert "openid" in sim.exchange(code, CLUB).json()


def test_a_code_works_once(sim):
    code = sim.code()
    assert "openid" in sim.exchange(code).json()
    assert errcode(sim.exchange(code)) == 40163


def test_a_code_lives_for_five_minutes(sim):
    code = sim.code()
    sim.control("advance", seconds=295)
    assert "openid" in sim.exchange(code).json()
    late = sim.code()
    sim.control("advance", seconds=300)
    assert errcode(sim.exchange(late)) == 40029


def test_an_old_code_is_invalid_even_when_used(sim):
    code = sim.code()
    sim.exchange(code)
    sim.control("advance", seconds=300)
    assert errcode(sim.exchange(code)) == 40029


def test_a_person_at_risk_is_blocked_and_her_code_not_spent(sim):
    code = sim.code("heihei")
    assert [errcode(sim.exchange(code)) for _ in range(2)] == [40226, 40226]


def test_each_sign_in_rotates_the_session_key_unless_the_mode_says_no(sim):
    first, second = sim.signed_in(), sim.signed_in()
    assert first["session_key"] != second["session_key"]
    sim.control("modes", rotating_session_keys=False)
    assert sim.signed_in()["session_key"] == second["session_key"]


def test_only_get_is_taken(sim):
    assert errcode(sim.http.post(CODE2SESSION)) == 43001
