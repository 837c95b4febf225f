"""POST /wxa/business/getuserphonenumber."""

import pytest

from tests.simulator.playing import CLUB, MINUTE, PHONE_NUMBER, SHOP


@pytest.fixture
def token(sim):
    return sim.stable()["access_token"]


def test_a_code_tells_the_number_with_the_apps_watermark(sim, token):
    answer = sim.phone_number(token, sim.press_phone()["code"])
    watermark = answer["phone_info"].pop("watermark")
    assert answer == {
        "errcode": 0,
        "errmsg": "ok",
        "phone_info": {
            "phoneNumber": "13800138001",
            "purePhoneNumber": "13800138001",
            "countryCode": "86",
        },
    }
    assert watermark["appid"] == SHOP.app_id
    assert isinstance(watermark["timestamp"], int)


def test_a_foreign_number_carries_its_prefix(sim, token):
    info = sim.phone_number(token, sim.press_phone("lina")["code"])["phone_info"]
    assert (info["phoneNumber"], info["purePhoneNumber"]) == ("+85251234567", "51234567")
    assert info["countryCode"] == "852"


def test_the_country_code_may_be_a_number(sim, token):
    sim.control("modes", country_code_as_number=True)
    info = sim.phone_number(token, sim.press_phone("lina")["code"])["phone_info"]
    assert info["countryCode"] == 852


def test_a_number_given_back_since_the_press_is_still_told(sim, token):
    code = sim.press_phone()["code"]
    sim.control("take_back_number", number="+8613800138001")
    assert sim.phone_number(token, code)["phone_info"]["phoneNumber"] == "13800138001"


def test_a_code_works_once_and_is_counted_each_time(sim, token):
    code = sim.press_phone()["code"]
    assert [sim.phone_number(token, code)["errcode"] for _ in range(2)] == [0, 40163]
    assert sim.told("calls", code=code)["count"] == 2


def test_a_code_lives_for_five_minutes(sim, token):
    code = sim.press_phone()["code"]
    sim.control("advance", seconds=295)
    assert sim.phone_number(token, code)["errcode"] == 0
    late = sim.press_phone()["code"]
    sim.control("advance", seconds=300)
    assert sim.phone_number(token, late)["errcode"] == 40029


def test_login_codes_and_phone_codes_are_not_one_another(sim, token):
    assert sim.phone_number(token, sim.code())["errcode"] == 40029
    assert sim.exchange(sim.press_phone()["code"]).json()["errcode"] == 40029


def test_a_code_of_another_app_is_refused_and_stays_usable_in_its_own(sim, token):
    code = sim.press_phone(app=CLUB)["code"]
    assert sim.phone_number(token, code)["errcode"] == 40013
    assert sim.phone_number(sim.stable(CLUB)["access_token"], code)["errcode"] == 0


@pytest.mark.parametrize(("modes", "expected"), [({}, 40003), ({"errcode": 40097}, 40097)])
def test_a_code_of_another_person_is_refused_by_mode_and_not_spent(sim, token, modes, expected):
    if modes:
        sim.control("modes", openid_mismatch_errcode=modes["errcode"])
    code = sim.press_phone()["code"]
    awei, xiaolin = sim.signed_in("awei")["openid"], sim.signed_in()["openid"]
    assert sim.phone_number(token, code, openid=awei)["errcode"] == expected
    assert sim.phone_number(token, code, openid="")["errcode"] == expected
    assert sim.phone_number(token, code, openid=xiaolin)["errcode"] == 0


def test_a_personal_app_is_told_nothing(sim, token):
    code = sim.press_phone()["code"]
    sim.control("app", app="shop", personal=True)
    assert sim.phone_number(token, code)["errcode"] == 48001
    sim.control("app", app="shop", personal=False)
    assert sim.phone_number(token, code)["errcode"] == 0


@pytest.mark.parametrize("errcode", [40001, 42001, 40014])
def test_a_dead_token_is_told_before_the_code_is_touched(sim, token, errcode):
    code = sim.press_phone()["code"]
    sim.control("kill_tokens", app="shop")
    sim.control("modes", dead_token_errcode=errcode)
    assert sim.phone_number(token, code)["errcode"] == errcode
    assert sim.phone_number(sim.stable()["access_token"], code)["errcode"] == 0


def test_numbers_are_limited_by_the_minute(sim, token):
    sim.begin_window(MINUTE)
    sim.control("modes", phone_numbers_per_minute=1)
    codes = [sim.press_phone()["code"] for _ in range(2)]
    assert [sim.phone_number(token, code)["errcode"] for code in codes] == [0, 45011]
    sim.control("advance", seconds=MINUTE)
    assert sim.phone_number(token, codes[1])["errcode"] == 0


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"method": "GET"}, 43002),
        ({"method": "POST"}, 44002),
        ({"method": "POST", "data": {"code": "x"}}, 47001),
        ({"method": "POST", "json": {}}, 41008),
        ({"method": "POST", "json": {"code": 7}}, 41008),
    ],
)
def test_it_is_asked_for_by_json_and_post(sim, token, request_, expected):
    query = {"access_token": token}
    answer = sim.http.request(url=PHONE_NUMBER, params=query, **request_)
    assert answer.json()["errcode"] == expected


def test_without_a_token_nothing_is_looked_at(sim):
    assert sim.http.post(PHONE_NUMBER).json()["errcode"] == 41001


@pytest.mark.parametrize(
    ("kind", "errcode"),
    [("empty", 40163), ("cut", 40163), ("bad_gateway", 0), ("errcode", 0)],
)
def test_faults_spend_the_code_or_do_not_as_elsewhere(sim, token, kind, errcode):
    code = sim.press_phone()["code"]
    sim.control("faults", endpoint=PHONE_NUMBER, kind=kind)
    sim.http.post(PHONE_NUMBER, params={"access_token": token}, json={"code": code})
    assert sim.phone_number(token, code)["errcode"] == errcode


def test_a_lost_answer_spends_the_code(sim, token):
    code = sim.press_phone()["code"]
    sim.lose_answer(PHONE_NUMBER, lambda: sim.phone_number(token, code))
    assert sim.told("calls", code=code)["count"] == 1
    assert sim.phone_number(token, code)["errcode"] == 40163
