"""/oauth2.0/token of QQ, in all of its formats."""

import re
from urllib.parse import parse_qs

import pytest

from tests.simulator.playing import DAY, MINUTE, QQ, QQ_MINI, QQ_TWIN, WEB
from tests.simulator.signing_in import authorized
from tests.simulator.signing_in_qq import error_of, qq_me, qq_renew, qq_token, qq_trade


def test_a_code_brings_a_token_written_like_a_form(sim):
    answer = qq_trade(sim, authorized(sim, QQ))
    assert answer.headers["content-type"] == "text/html"
    told = {name: one for name, [one] in parse_qs(answer.text, strict_parsing=True).items()}
    assert set(told) == {"access_token", "expires_in", "refresh_token"}
    assert told["expires_in"] == str(60 * DAY)
    assert re.fullmatch("[0-9A-F]{32}", told["access_token"])


def test_or_as_json_with_a_number_that_is_a_text(sim):
    told = qq_token(sim)
    assert set(told) == {"access_token", "expires_in", "refresh_token"}
    assert told["expires_in"] == str(60 * DAY)


def test_by_mode_the_number_is_one_and_the_type_is_jsons(sim):
    sim.control("modes", qq_expires_in_as_number=True, qq_json_type="application/json")
    answer = qq_trade(sim, authorized(sim, QQ), fmt="json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["expires_in"] == 60 * DAY


def test_the_openid_comes_along_if_it_is_asked_for(sim):
    told = qq_trade(sim, authorized(sim, QQ), fmt="json", need_openid="1").json()
    assert told["openid"] == qq_me(sim, told["access_token"], fmt="json").json()["openid"]


def test_a_posted_form_will_do(sim):
    code = authorized(sim, QQ)
    assert "access_token" in qq_trade(sim, code, method="POST", fmt="json").json()
    assert sim.told("calls", code=code)["count"] == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"grant_type": "", "client_id": ""}, 100004),
        ({"grant_type": "client_credential"}, 100004),
        ({"client_id": "", "client_secret": ""}, 100001),
        ({"client_secret": "", "code": ""}, 100002),
        ({"client_id": "101999999", "client_secret": "wrong"}, 100008),
        ({"client_id": QQ_MINI.app_id}, 100008),
        ({"client_id": WEB.app_id}, 100008),
        ({"client_secret": "wrong", "code": ""}, 100009),
        ({"code": "", "redirect_uri": ""}, 100005),
        ({"redirect_uri": "", "code": "wrong"}, 100010),
        ({"code": "wrong"}, 100019),
        ({"client_id": QQ_TWIN.app_id, "client_secret": QQ_TWIN.secret}, 100019),
        ({"redirect_uri": "https://site.example/other"}, 100010),
    ],
)
def test_errors_are_a_call_or_json_and_spend_nothing(sim, changes, expected):
    code = authorized(sim, QQ)
    assert error_of(qq_trade(sim, code, **changes)) == expected
    assert qq_trade(sim, code, fmt="json", **changes).json()["error"] == expected
    assert "access_token" in qq_trade(sim, code).text


def test_an_error_is_worded_as_in_the_vendors_sample(sim):
    code = authorized(sim, QQ)
    qq_trade(sim, code)
    told = qq_trade(sim, code).text
    assert told == 'callback( {"error":100020,"error_description":"code is reused error"} );\n'


def test_a_code_lives_for_ten_minutes_and_works_once(sim):
    code, late = authorized(sim, QQ), authorized(sim, QQ)
    sim.control("advance", seconds=10 * MINUTE - 5)
    assert "access_token" in qq_trade(sim, code).text
    assert error_of(qq_trade(sim, code)) == 100020
    sim.control("advance", seconds=5)
    assert error_of(qq_trade(sim, late)) == 100019


def test_a_code_of_wechats_is_none(sim):
    assert error_of(qq_trade(sim, authorized(sim, WEB))) == 100019


def test_a_refresh_token_works_once_and_brings_the_next(sim):
    first = qq_token(sim)
    second = qq_renew(sim, first["refresh_token"])
    assert {first["access_token"], first["refresh_token"]}.isdisjoint(second.values())
    assert qq_renew(sim, first["refresh_token"])["error"] == 100021
    third = qq_renew(sim, second["refresh_token"])
    openids = [qq_me(sim, one["access_token"], fmt="json").json() for one in (first, third)]
    assert openids[0] == openids[1]


def test_a_refresh_token_is_its_apps_alone(sim):
    refresh = qq_token(sim)["refresh_token"]
    assert qq_renew(sim, refresh, QQ_TWIN)["error"] == 100021
    assert qq_renew(sim, "wrong")["error"] == 100021
    assert qq_renew(sim, "")["error"] == 100006
    assert "access_token" in qq_renew(sim, refresh)


def test_a_chain_of_refresh_tokens_ends_after_three_months(sim):
    first = qq_token(sim)
    sim.control("advance", seconds=89 * DAY)
    second = qq_renew(sim, first["refresh_token"])
    assert "access_token" in second
    sim.control("advance", seconds=DAY)
    assert qq_renew(sim, second["refresh_token"])["error"] == 100021
