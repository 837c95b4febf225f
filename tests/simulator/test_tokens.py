"""Access tokens of apps, stable and classic, on the virtual clock."""

import pytest

from tests.simulator.playing import CLASSIC, CLUB, DAY, MINUTE, SHOP, STABLE


def test_the_stable_token_stays_and_its_time_runs_down(sim):
    first = sim.stable()
    assert first["access_token"].startswith("SIM_")
    assert len(first["access_token"]) > 130
    assert first["expires_in"] == 7200
    sim.control("advance", seconds=3600)
    again = sim.stable()
    assert again["access_token"] == first["access_token"]
    assert 3590 <= again["expires_in"] <= 3600


def test_the_stable_token_is_renewed_in_its_last_five_minutes_and_both_live(sim):
    old = sim.stable()["access_token"]
    sim.control("advance", seconds=6890)
    last = sim.stable()
    assert last["access_token"] == old
    assert 300 <= last["expires_in"] <= 310
    sim.control("advance", seconds=11)
    new = sim.stable()["access_token"]
    assert new != old
    assert sim.is_alive(old)
    assert sim.is_alive(new)
    sim.control("advance", seconds=300)
    assert not sim.is_alive(old)
    assert sim.is_alive(new)


def test_a_forced_refresh_kills_the_current_token_at_once(sim):
    old = sim.stable()["access_token"]
    new = sim.stable(force=True)["access_token"]
    assert new != old
    assert not sim.is_alive(old)
    assert sim.stable()["access_token"] == new


def test_a_second_forced_refresh_within_30_seconds_changes_nothing(sim):
    first = sim.stable(force=True)["access_token"]
    assert sim.stable(force=True)["access_token"] == first
    sim.control("advance", seconds=30)
    assert sim.stable(force=True)["access_token"] != first


def test_the_21st_forced_refresh_of_the_day_is_refused(sim):
    sim.begin_window(DAY)
    for _ in range(20):
        assert "access_token" in sim.stable(force=True)
        sim.control("advance", seconds=30)
    assert sim.stable(force=True)["errcode"] == 45009
    assert "access_token" in sim.stable()
    assert "access_token" in sim.stable(CLUB, force=True)
    sim.control("advance", seconds=DAY)
    assert "access_token" in sim.stable(force=True)


def test_stable_tokens_are_limited_by_the_minute(sim):
    sim.begin_window(MINUTE)
    sim.control("modes", stable_tokens_per_minute=1)
    assert "access_token" in sim.stable()
    assert sim.stable()["errcode"] == 45011
    sim.control("advance", seconds=MINUTE)
    assert "access_token" in sim.stable()


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"method": "GET"}, 43002),
        ({"method": "POST"}, 44002),
        ({"method": "POST", "data": {"grant_type": "client_credential"}}, 47001),
        ({"method": "POST", "json": ["client_credential"]}, 47001),
        ({"method": "POST", "json": {"grant_type": "x"}}, 40002),
        ({"method": "POST", "json": {"grant_type": "client_credential"}}, 41002),
    ],
)
def test_the_stable_token_is_asked_for_by_json_and_post(sim, request_, expected):
    assert sim.http.request(url=STABLE, **request_).json()["errcode"] == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"secret": ""}, 41004),
        ({"secret": 7}, 41004),
        ({"appid": "wxunknown"}, 40013),
        ({"secret": "wrong"}, 40125),
    ],
)
def test_both_kinds_want_the_right_secret(sim, changes, expected):
    right = {"grant_type": "client_credential", "appid": SHOP.app_id, "secret": SHOP.secret}
    asked = {**right, **changes}
    assert sim.http.post(STABLE, json=asked).json()["errcode"] == expected
    if not isinstance(asked["secret"], int):
        assert sim.http.get(CLASSIC, params=asked).json()["errcode"] == expected


def test_each_classic_token_leaves_the_last_one_five_minutes(sim):
    first, second = sim.classic(), sim.classic()
    assert first["expires_in"] == second["expires_in"] == 7200
    assert sim.is_alive(first["access_token"])
    sim.control("advance", seconds=300)
    assert not sim.is_alive(first["access_token"])
    assert sim.is_alive(second["access_token"])


def test_the_third_classic_token_kills_the_first_at_once(sim):
    first, second, third = (sim.classic()["access_token"] for _ in range(3))
    assert not sim.is_alive(first)
    assert sim.is_alive(second)
    assert sim.is_alive(third)


def test_classic_tokens_are_limited_by_the_day_and_asked_for_by_get(sim):
    sim.begin_window(DAY)
    sim.control("modes", classic_tokens_per_day=1)
    assert "access_token" in sim.classic()
    assert sim.classic()["errcode"] == 45009
    assert sim.http.post(CLASSIC).json()["errcode"] == 43001


def test_stable_and_classic_tokens_do_not_disturb_each_other(sim):
    stable, classic = sim.stable()["access_token"], sim.classic()["access_token"]
    sim.stable(force=True)
    assert not sim.is_alive(stable)
    assert sim.is_alive(classic)


def test_a_token_dies_after_two_hours(sim):
    token = sim.stable()["access_token"]
    sim.control("advance", seconds=7200)
    assert not sim.is_alive(token)


def test_killed_tokens_are_dead_and_replaced_by_the_next_call(sim):
    ours, theirs = sim.stable()["access_token"], sim.stable(CLUB)["access_token"]
    sim.control("kill_tokens", app="shop")
    assert not sim.is_alive(ours)
    assert sim.is_alive(theirs)
    assert sim.is_alive(sim.stable()["access_token"])
