"""/sns/oauth2/access_token."""

import re

import pytest

from tests.simulator.playing import MINUTE, MOBILE, OA, QQ, SHOP, WEB
from tests.simulator.signing_in import (
    ACCESS_TOKEN,
    authorized,
    trade,
)

HOUR = 3600
ALL = pytest.mark.parametrize("app", [WEB, OA, MOBILE], ids=lambda app: app.alias)


@ALL
def test_a_code_brings_tokens_and_ids(sim, app):
    told = trade(sim, authorized(sim, app), app)
    assert set(told) == {
        "access_token", "expires_in", "refresh_token", "openid", "scope", "unionid",
    }  # fmt: skip
    assert told["expires_in"] == 2 * HOUR
    assert told["scope"] == ("snsapi_login" if app is WEB else "snsapi_userinfo")
    assert re.fullmatch(r"o[A-Za-z0-9_-]{27}", told["openid"])


@ALL
def test_the_unionid_is_the_mini_programs_and_the_openid_is_not(sim, app):
    told, mini = trade(sim, authorized(sim, app), app), sim.signed_in(app=SHOP)
    assert told["unionid"] == mini["unionid"]
    assert told["openid"] != mini["openid"]


def test_an_app_without_platform_gets_no_unionid(sim):
    sim.control("app", app="web", platform=None)
    assert "unionid" not in trade(sim, authorized(sim))


def test_a_silent_code_brings_no_unionid(sim):
    told = trade(sim, authorized(sim, OA, scope="snsapi_base"), OA)
    assert told["scope"] == "snsapi_base"
    assert "unionid" not in told


def test_the_answer_is_json_as_text_plain_without_errcode(sim):
    query = {
        "appid": WEB.app_id,
        "secret": WEB.secret,
        "code": authorized(sim),
        "grant_type": "authorization_code",
    }
    answer = sim.http.get(ACCESS_TOKEN, params=query)
    assert answer.headers["content-type"] == "text/plain"
    assert "errcode" not in answer.json()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"appid": "", "secret": "", "code": ""}, 41002),
        ({"secret": "", "code": ""}, 41004),
        ({"code": "", "appid": "wxunknown"}, 41008),
        ({"grant_type": "refresh_token"}, 40002),
        ({"appid": "wxunknown", "secret": "wrong"}, 40013),
        ({"appid": SHOP.app_id, "secret": SHOP.secret}, 40013),
        ({"appid": QQ.app_id, "secret": QQ.secret}, 40013),
        ({"secret": "wrong", "code": "wrong"}, 40125),
        ({"code": "wrong"}, 40029),
        ({"appid": OA.app_id, "secret": OA.secret}, 40029),
    ],
)
def test_checks_come_in_order_and_spend_nothing(sim, changes, expected):
    code = authorized(sim)
    assert trade(sim, code, **changes)["errcode"] == expected
    assert "openid" in trade(sim, code)


def test_a_mini_programs_code_is_none_and_the_other_way_round(sim):
    assert trade(sim, sim.code())["errcode"] == 40029
    assert sim.exchange(authorized(sim)).json()["errcode"] == 40029
    assert sim.exchange("any", WEB).json()["errcode"] == 40013


def test_a_frozen_secret_and_a_foreign_address_are_told(sim):
    sim.control("app", app="web", ip_allow=["203.0.113.9"])
    assert trade(sim, authorized(sim))["errcode"] == 40164
    sim.control("app", app="web", frozen=True)
    assert trade(sim, authorized(sim))["errcode"] == 40243


@ALL
def test_a_code_works_once(sim, app):
    code = authorized(sim, app)
    assert "openid" in trade(sim, code, app)
    assert trade(sim, code, app)["errcode"] == 40163
    assert sim.told("calls", code=code)["count"] == 2


@pytest.mark.parametrize(("app", "minutes"), [(WEB, 10), (OA, 5), (MOBILE, 5)])
def test_a_websites_code_lives_for_ten_minutes_all_others_for_five(sim, app, minutes):
    code, late = authorized(sim, app), authorized(sim, app)
    sim.control("advance", seconds=minutes * MINUTE - 5)
    assert "openid" in trade(sim, code, app)
    sim.control("advance", seconds=5)
    assert trade(sim, late, app)["errcode"] == 40029


def test_by_mode_an_expired_code_has_an_errcode_of_its_own(sim):
    sim.control("modes", expired_code_errcode=42003)
    code = authorized(sim)
    trade(sim, code)
    sim.control("advance", seconds=10 * MINUTE)
    authorized(sim)
    assert trade(sim, code)["errcode"] == 42003
    assert trade(sim, "wrong")["errcode"] == 40029


def test_a_person_at_risk_is_blocked_and_her_code_not_spent(sim):
    code = authorized(sim, person="heihei")
    assert [trade(sim, code)["errcode"] for _ in range(2)] == [40226, 40226]


def test_an_app_may_be_too_fast(sim):
    sim.begin_window(MINUTE)
    sim.control("modes", oauth_tokens_per_minute=1)
    assert "openid" in trade(sim, authorized(sim))
    assert trade(sim, authorized(sim))["errcode"] == 45011


def test_who_opens_an_official_accounts_page_as_a_snapshot_is_nobody(sim):
    sim.control("people", id="mingming", nickname="明明", snapshot=True)
    shadow = trade(sim, authorized(sim, OA, "mingming"), OA)
    herself = trade(sim, authorized(sim, WEB, "mingming"))
    assert shadow["is_snapshotuser"] == 1
    assert shadow["unionid"] != herself["unionid"]
    assert "is_snapshotuser" not in herself
    assert "is_snapshotuser" not in trade(sim, authorized(sim, OA), OA)


def test_by_mode_a_snapshot_is_not_told(sim):
    before = trade(sim, authorized(sim, OA, "yingzi"), OA)
    sim.control("modes", snapshot_told=False)
    after = trade(sim, authorized(sim, OA, "yingzi"), OA)
    assert "is_snapshotuser" not in after
    assert after["openid"] == before["openid"]


def test_only_get_is_taken(sim):
    assert sim.http.post(ACCESS_TOKEN).json()["errcode"] == 43001
