"""The phone button: what it gives, and what it costs."""

import re

import pytest

from tests.simulator.opening import opened
from tests.simulator.playing import CLUB, SHOP

XIAOLIN = "+8613800138001"


def refused(sim, **body):
    response = sim.http.post("/__sim/press_phone", json=body)
    assert response.status_code == 400, response.text
    return response.json()["error"]


def test_a_code_has_64_hexadecimal_digits_and_is_another_each_time(sim):
    codes = {sim.press_phone()["code"] for _ in range(2)}
    assert len(codes) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", code) for code in codes)


def test_before_any_sign_in_nothing_is_sealed(sim):
    press = sim.press_phone()
    assert (press["encrypted_data"], press["iv"]) == (None, None)


def test_the_number_is_sealed_with_the_current_session_key(sim):
    key = sim.signed_in()["session_key"]
    press = sim.press_phone()
    content = opened(press["encrypted_data"], press["iv"], key)
    watermark = content.pop("watermark")
    assert content == {
        "phoneNumber": "13800138001",
        "purePhoneNumber": "13800138001",
        "countryCode": "86",
    }
    assert watermark["appid"] == SHOP.app_id
    assert isinstance(watermark["timestamp"], int)


@pytest.mark.parametrize("rotating", [True, False])
@pytest.mark.parametrize("signed_in_before", [True, False])
def test_it_is_sealed_with_the_key_that_a_login_code_will_bring(sim, rotating, signed_in_before):
    sim.control("modes", rotating_session_keys=rotating)
    before = sim.signed_in()["session_key"] if signed_in_before else None
    code = sim.code()
    press = sim.press_phone(login_code=code)
    key = sim.exchange(code).json()["session_key"]
    assert (key == before) is (signed_in_before and not rotating)
    assert opened(press["encrypted_data"], press["iv"], key)["countryCode"] == "86"


def test_a_login_code_of_somebody_else_seals_nothing(sim):
    for code in (sim.code("awei"), sim.code(app=CLUB), "wrong"):
        told = refused(sim, app="shop", person="xiaolin", login_code=code)
        assert "no login code of xiaolin's" in told


def test_the_number_is_the_last_one_or_the_one_she_picks(sim):
    key = sim.signed_in("lina")["session_key"]
    latest, picked = sim.press_phone("lina"), sim.press_phone("lina", number="+8613800138005")
    foreign = opened(latest["encrypted_data"], latest["iv"], key)
    assert foreign["phoneNumber"] == "+85251234567"
    assert (foreign["purePhoneNumber"], foreign["countryCode"]) == ("51234567", "852")
    mainland = opened(picked["encrypted_data"], picked["iv"], key)
    assert mainland["phoneNumber"] == "13800138005"


def test_a_number_that_is_not_hers_cannot_be_picked(sim):
    told = refused(sim, app="shop", person="awei", number=XIAOLIN)
    assert told == f"awei does not have {XIAOLIN}"
    sim.control("take_back_number", number=XIAOLIN)
    assert "does not have any number" in refused(sim, app="shop", person="xiaolin")


def test_presses_are_counted_by_app_and_end_with_the_free_ones(sim):
    assert sim.told("state")["modes"]["phone_presses_free"] == 1000
    sim.control("modes", phone_presses_free=2)
    sim.press_phone()
    sim.press_phone("awei")
    assert refused(sim, app="shop", person="xiaolin").startswith("1400001")
    assert sim.told("journal")["exchanges"][-1]["answer"]["errno"] == 1400001
    presses = {app["alias"]: app["phone_presses"] for app in sim.told("state")["apps"]}
    assert {alias for alias, count in presses.items() if count} == {"shop"}
    assert presses["shop"] == 2
    assert sim.press_phone(app=CLUB)["code"]


def test_a_press_that_cannot_be_is_not_counted(sim):
    refused(sim, app="shop", person="awei", number=XIAOLIN)
    refused(sim, app="shop", person="awei", login_code="wrong")
    assert sim.told("state")["apps"][0]["phone_presses"] == 0


def test_the_press_is_told_in_the_journal(sim):
    press = sim.press_phone()
    [told] = sim.told("journal")["exchanges"]
    assert (told["leg"], told["path"]) == ("mini program → WeChat", "button getPhoneNumber")
    assert told["answer"] == press
