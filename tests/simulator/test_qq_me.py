"""/oauth2.0/me of QQ."""

import re

import pytest

from tests.simulator.playing import DAY, QQ, QQ_TWIN
from tests.simulator.signing_in_qq import QQ_ME, called, error_of, qq_me, qq_token


def test_me_names_app_and_person_in_a_call(sim):
    told = called(qq_me(sim, qq_token(sim)["access_token"]))
    assert re.fullmatch(r'\{"client_id":"101000001","openid":"[0-9A-F]{32}"\}', told)


def test_me_names_them_in_json_with_the_unionid_on_request(sim):
    told = qq_me(sim, qq_token(sim)["access_token"], fmt="json", unionid="1").json()
    assert set(told) == {"client_id", "openid", "unionid"}
    assert re.fullmatch("UID_[0-9A-F]{32}", told["unionid"])


def test_by_mode_there_is_a_comma_too_many(sim):
    sim.control("modes", qq_trailing_comma=True)
    assert called(qq_me(sim, qq_token(sim)["access_token"])).endswith('",}')
    assert called(qq_me(sim, "wrong")).endswith('",}')
    assert qq_me(sim, "wrong", fmt="json").json()["error"] == 100013


def test_a_token_names_its_own_app_whoever_holds_it(sim):
    stolen = qq_token(sim, QQ_TWIN)
    told = qq_me(sim, stolen["access_token"], fmt="json").json()
    assert told["client_id"] == QQ_TWIN.app_id


def test_apps_of_one_developer_share_the_unionid_and_not_the_openid(sim):
    one, other = (
        qq_me(sim, qq_token(sim, app)["access_token"], fmt="json", unionid="1").json()
        for app in (QQ, QQ_TWIN)
    )
    assert one["unionid"] == other["unionid"]
    assert one["openid"] != other["openid"]


@pytest.mark.parametrize("changes", [{"unionid_permission": False}, {"platform": None}])
def test_without_permission_no_unionid_is_told_but_all_else_is(sim, changes):
    sim.control("app", app="qq", **changes)
    access = qq_token(sim)["access_token"]
    assert error_of(qq_me(sim, access, unionid="1")) == 100048
    assert "openid" in qq_me(sim, access, fmt="json").json()


@pytest.mark.parametrize("error", [100013, 100014, 100015, 100016])
def test_a_dead_token_is_told_by_mode(sim, error):
    access = qq_token(sim)["access_token"]
    sim.control("modes", qq_dead_token_error=error)
    sim.control("kill_tokens", app="qq")
    assert error_of(qq_me(sim, access)) == error


def test_a_token_dies_after_sixty_days(sim):
    access = qq_token(sim)["access_token"]
    sim.control("advance", seconds=60 * DAY)
    assert error_of(qq_me(sim, access)) == 100013


def test_no_token_at_all_is_told(sim):
    assert error_of(sim.http.get(QQ_ME)) == 100007
