"""/sns/oauth2/refresh_token."""

import pytest

from tests.simulator.playing import DAY, OA
from tests.simulator.signing_in import REFRESH_TOKEN, authorized, renew, trade

HOUR = 3600


def test_a_refresh_leaves_a_living_access_token_and_lets_it_live_longer(sim):
    first = trade(sim, authorized(sim))
    sim.control("advance", seconds=HOUR)
    again = renew(sim, first["refresh_token"])
    assert set(again) == {"access_token", "expires_in", "refresh_token", "openid", "scope"}
    assert again["access_token"] == first["access_token"]
    assert again["refresh_token"] == first["refresh_token"]
    assert again["expires_in"] == 2 * HOUR


def test_a_refresh_replaces_a_dead_access_token(sim):
    first = trade(sim, authorized(sim))
    sim.control("advance", seconds=2 * HOUR)
    again = renew(sim, first["refresh_token"])
    assert again["access_token"] != first["access_token"]
    assert again["openid"] == first["openid"]


def test_a_refresh_token_lives_for_thirty_days_and_no_longer(sim):
    refresh = trade(sim, authorized(sim))["refresh_token"]
    sim.control("advance", seconds=30 * DAY - 60)
    assert "openid" in renew(sim, refresh)
    sim.control("advance", seconds=60)
    assert renew(sim, refresh)["errcode"] == 42002


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"appid": "", "refresh_token": ""}, 41002),
        ({"refresh_token": ""}, 41003),
        ({"grant_type": "authorization_code"}, 40002),
        ({"appid": "wxunknown"}, 40013),
        ({"appid": OA.app_id}, 40030),
        ({"refresh_token": "wrong"}, 40030),
    ],
)
def test_a_refresh_is_checked_in_order(sim, changes, expected):
    refresh = trade(sim, authorized(sim))["refresh_token"]
    assert renew(sim, refresh, **changes)["errcode"] == expected


def test_only_get_is_taken(sim):
    assert sim.http.post(REFRESH_TOKEN).json()["errcode"] == 43001
