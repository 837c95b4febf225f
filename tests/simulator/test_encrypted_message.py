"""POST /wxa/business/checkencryptedmsg."""

import hashlib
from datetime import datetime

import pytest

from tests.simulator.playing import CLUB, DAY, MESSAGE_CHECK, MINUTE


@pytest.fixture
def token(sim):
    return sim.stable()["access_token"]


@pytest.fixture
def sealed(sim):
    sim.signed_in()
    return sim.press_phone()["encrypted_data"]


def check(sim, token, encrypted_data):
    digest = hashlib.sha256(encrypted_data.encode()).hexdigest()
    wishes = {"encrypted_msg_hash": digest}
    return sim.http.post(MESSAGE_CHECK, params={"access_token": token}, json=wishes).json()


def test_what_wechat_sealed_is_vouched_for_in_a_misspelt_field(sim, token, sealed):
    answer = check(sim, token, sealed)
    created = answer.pop("create_time")
    assert answer == {"errcode": 0, "errmsg": "ok", "vaild": True}
    now = datetime.fromisoformat(sim.told("state")["now"]).timestamp()
    assert isinstance(created, int)
    assert now - 5 < created <= now


def test_what_wechat_did_not_seal_is_unknown(sim, token, sealed):
    assert check(sim, token, sealed[:-4] + "AAA=")["errcode"] == 1


def test_what_was_sealed_for_another_app_is_unknown(sim, sealed):
    assert check(sim, sim.stable(CLUB)["access_token"], sealed)["errcode"] == 1


def test_profiles_are_unknown(sim, token):
    sim.signed_in()
    profile = sim.control("profile", app="shop", person="xiaolin")
    assert check(sim, token, profile["encrypted_data"])["errcode"] == 1


def test_it_is_forgotten_after_three_days(sim, sealed):
    sim.control("advance", seconds=3 * DAY - 60)
    assert check(sim, sim.stable()["access_token"], sealed)["errcode"] == 0
    sim.control("advance", seconds=60)
    assert check(sim, sim.stable()["access_token"], sealed)["errcode"] == 1


def test_a_dead_token_is_told_before_all_else(sim, token):
    sim.control("kill_tokens", app="shop")
    answer = sim.http.post(MESSAGE_CHECK, params={"access_token": token})
    assert answer.json()["errcode"] == 40001


def test_checks_are_limited_by_the_minute(sim, token, sealed):
    sim.begin_window(MINUTE)
    sim.control("modes", message_checks_per_minute=1)
    assert [check(sim, token, sealed)["errcode"] for _ in range(2)] == [0, 45011]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"method": "GET"}, 43002),
        ({"method": "POST"}, 44002),
        ({"method": "POST", "data": {"encrypted_msg_hash": "0" * 64}}, 47001),
        ({"method": "POST", "json": {}}, 40097),
    ],
)
def test_it_is_asked_for_by_json_and_post(sim, token, request_, expected):
    query = {"access_token": token}
    answer = sim.http.request(url=MESSAGE_CHECK, params=query, **request_)
    assert answer.json()["errcode"] == expected
