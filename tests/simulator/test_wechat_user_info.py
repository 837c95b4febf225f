"""/sns/userinfo and /sns/auth."""

import pytest

from tests.simulator.playing import MOBILE, OA, SHOP, WEB
from tests.simulator.signing_in import (
    TOKEN_CHECK,
    USER_INFO,
    asked_about,
    authorized,
    trade,
)

BOTH = pytest.mark.parametrize("path", [USER_INFO, TOKEN_CHECK])


def token(sim, app=WEB, person="xiaolin", **wishes):
    return trade(sim, authorized(sim, app, person, **wishes), app)


@pytest.mark.parametrize("app", [WEB, OA, MOBILE], ids=lambda app: app.alias)
def test_the_person_is_told_of_by_name_and_picture_alone(sim, app):
    held = token(sim, app)
    told = asked_about(sim, held, lang="zh_CN")
    assert told["nickname"] == "小林"
    assert told["headimgurl"].endswith("/132")
    assert (told["openid"], told["unionid"]) == (held["openid"], held["unionid"])
    assert told["sex"] == 0
    assert {told[name] for name in ("language", "province", "city", "country")} == {""}
    assert told["privilege"] == []


def test_the_answer_comes_as_text_plain(sim):
    held = token(sim)
    query = {name: held[name] for name in ("access_token", "openid")}
    assert sim.http.get(USER_INFO, params=query).headers["content-type"] == "text/plain"


def test_a_silent_token_may_not_ask(sim):
    held = token(sim, OA, scope="snsapi_base")
    assert asked_about(sim, held)["errcode"] == 48001
    assert asked_about(sim, held, TOKEN_CHECK)["errcode"] == 0


def test_a_snapshot_has_nobodys_name_and_picture(sim):
    told = asked_about(sim, token(sim, OA, "yingzi"))
    assert (told["nickname"], told["headimgurl"]) == ("微信用户", "")


def test_without_platform_no_unionid_is_told(sim):
    sim.control("app", app="web", platform=None)
    assert "unionid" not in asked_about(sim, token(sim))


def test_a_living_token_is_vouched_for(sim):
    assert asked_about(sim, token(sim), TOKEN_CHECK) == {"errcode": 0, "errmsg": "ok"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"access_token": "", "openid": ""}, 41001),
        ({"openid": ""}, 41009),
        ({"access_token": "wrong"}, 40001),
        ({"openid": "wrong"}, 40003),
    ],
)
@BOTH
def test_checks_come_in_order(sim, path, changes, expected):
    assert asked_about(sim, token(sim), path, **changes)["errcode"] == expected


@BOTH
def test_another_persons_openid_is_refused(sim, path):
    held, other = token(sim), token(sim, person="awei")
    assert asked_about(sim, {**held, "openid": other["openid"]}, path)["errcode"] == 40003


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
@BOTH
def test_a_dead_token_is_told_by_mode(sim, path, errcode):
    held = token(sim)
    sim.control("modes", dead_token_errcode=errcode)
    sim.control("kill_tokens", app="web")
    assert asked_about(sim, held, path)["errcode"] == errcode


@BOTH
def test_a_token_dies_after_two_hours(sim, path):
    held = token(sim)
    sim.control("advance", seconds=7_200)
    assert asked_about(sim, held, path)["errcode"] == 40001


@BOTH
def test_an_apps_own_token_is_not_a_persons(sim, path):
    held = {"access_token": sim.stable(SHOP)["access_token"], "openid": token(sim)["openid"]}
    assert asked_about(sim, held, path)["errcode"] == 40001


@BOTH
def test_only_get_is_taken(sim, path):
    assert sim.http.post(path).json()["errcode"] == 43001
