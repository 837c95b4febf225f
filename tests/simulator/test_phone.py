"""The phone, speaking over real HTTP to a stand-in for the service."""

import pytest

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from tests.simulator.opening import opened
from tests.simulator.playing import APPS, Simulation
from tests.simulator.serving import closed_port, served

SEAT = {"app": "shop", "person": "xiaolin"}


@pytest.fixture
def sim(sim_and_service):
    return sim_and_service


def press(sim, action, **wishes):
    return sim.control(f"phone/{action}", **SEAT, **wishes)


def test_signing_in_sends_the_code_and_keeps_the_tokens(sim):
    answer = press(sim, "sign_in")
    assert answer["status"] == 201
    assert sim.told("state")["signed_in"] == [SEAT]
    wx, login = sim.told("journal")["exchanges"]
    assert answer["answer"]["sent"] == wx["answer"]
    assert (login["leg"], login["path"]) == ("mini program → service", "/v1/wechat/shop/login")
    assert press(sim, "who_am_i") == {"status": 200, "answer": {"path": "/v1/me"}}
    assert press(sim, "sessions") == {"status": 200, "answer": {"path": "/v1/sessions"}}


def test_a_refused_sign_in_keeps_nothing(sim):
    answer = sim.control("phone/sign_in", app="club", person="xiaolin")
    assert answer == {"status": 404, "answer": {"code": "unknown_app"}}
    assert sim.told("state")["signed_in"] == []


def test_refreshing_goes_on_with_the_next_tokens(sim):
    press(sim, "sign_in")
    assert press(sim, "refresh")["status"] == 200
    assert press(sim, "who_am_i")["status"] == 200


def test_a_refused_refresh_ends_the_session_on_the_phone(sim):
    press(sim, "sign_in")
    sim.control("phone/sign_in", app="shop", person="awei")
    sim.control("phone/log_out", app="shop", person="awei")
    assert press(sim, "refresh")["status"] == 401
    assert sim.told("state")["signed_in"] == []


def test_the_typed_name_is_sent(sim):
    press(sim, "sign_in")
    assert press(sim, "rename", nickname="林小姐")["answer"] == {"sent": {"nickname": "林小姐"}}


def test_the_profile_is_sent_as_wechat_sealed_it(sim):
    press(sim, "sign_in")
    key = sim.signed_in()["session_key"]
    sent = press(sim, "send_profile")["answer"]["sent"]
    assert set(sent) == {"app", "raw_data", "signature", "encrypted_data", "iv"}
    assert sent["app"] == "shop"
    assert opened(sent["encrypted_data"], sent["iv"], key)["nickName"] == "小林"


def test_a_profile_under_the_previous_key_can_be_sent(sim):
    press(sim, "sign_in")
    key = sim.signed_in()["session_key"]
    sim.signed_in()
    sent = press(sim, "send_profile", sealed_with="previous")["answer"]["sent"]
    assert opened(sent["encrypted_data"], sent["iv"], key)["nickName"] == "小林"


def test_after_logging_out_the_old_token_is_still_sent_to_see_it_refused(sim):
    press(sim, "sign_in")
    assert press(sim, "log_out") == {"status": 204, "answer": None}
    assert sim.told("state")["signed_in"] == []
    assert press(sim, "who_am_i")["status"] == 401


def test_a_reset_makes_the_phones_forget(sim):
    press(sim, "sign_in")
    sim.control("reset")
    answer = sim.http.post("/__sim/phone/who_am_i", json=SEAT)
    assert "has not signed in" in answer.json()["error"]


def test_a_service_that_is_down_is_told():
    service_url = f"http://127.0.0.1:{closed_port()}"
    app = create_simulator(APPS, clock=VirtualClock(), service_url=service_url)
    with served(app) as url, Simulation(url) as sim:
        answer = press(sim, "sign_in")
    assert answer["status"] is None
    assert answer["answer"]["code"] == "service_unreachable"
