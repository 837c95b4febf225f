"""The phone changing the ways to sign in, over real HTTP to a stand-in for the service."""

import pytest

from tests.simulator.texting import XIAOLIN, by_webhook

SEAT = {"app": "shop", "person": "xiaolin"}
PROOF = {"phone": XIAOLIN, "code": "432109"}


@pytest.fixture
def sim(sim_and_service):
    sim_and_service.control("phone/sign_in", **SEAT)
    return sim_and_service


@pytest.fixture
def transaction(sim):
    answer = press(sim, "ask_sms_code")["answer"]
    by_webhook(sim)
    return answer["transaction"]


def press(sim, action, **wishes):
    return sim.control(f"phone/{action}", **SEAT, **wishes)


def test_a_number_is_added_by_the_code_that_came(sim, transaction):
    assert press(sim, "bind_by_sms")["answer"] == {
        "path": "/v1/me/phone",
        "sent": {"sms": {**PROOF, "transaction": transaction}},
    }


def test_a_number_is_added_by_the_button(sim):
    answer = press(sim, "bind_by_button")["answer"]
    code = sim.told("journal")["exchanges"][-2]["answer"]["code"]
    assert answer == {
        "path": "/v1/me/phone",
        "sent": {"wechat": {"app": "shop", "phone_code": code}},
    }


def test_a_password_is_chosen(sim):
    assert press(sim, "set_password", password="correct horse")["answer"] == {
        "path": "/v1/me/password",
        "sent": {"password": "correct horse"},
    }


def test_a_forgotten_password_is_replaced_without_a_session(sim, transaction):
    press(sim, "log_out")
    expected = {
        "phone": XIAOLIN,
        "transaction": transaction,
        "sms_code": "432109",
        "new_password": "battery staple",
    }
    answer = press(sim, "reset_password", password="battery staple")
    assert answer["answer"] == {"code": "password_reset", "sent": expected}


def test_who_is_there_is_proven_by_wechat(sim):
    answer = press(sim, "step_up_by_wechat")["answer"]
    code = sim.told("journal")["exchanges"][-2]["answer"]["code"]
    assert answer == {
        "path": "/v1/me/step-up",
        "sent": {"wechat": {"app": "shop", "code": code}},
    }


def test_who_is_there_is_proven_by_password(sim):
    answer = press(sim, "step_up_by_password", password="correct horse")["answer"]
    assert answer == {"path": "/v1/me/step-up", "sent": {"password": "correct horse"}}


def test_who_is_there_is_proven_by_sms(sim, transaction):
    answer = press(sim, "step_up_by_sms", sms_code="000000")["answer"]
    sms = {**PROOF, "code": "000000", "transaction": transaction}
    assert answer == {"path": "/v1/me/step-up", "sent": {"sms": sms}}


@pytest.mark.parametrize("action", ["set_password", "bind_by_button", "step_up_by_wechat"])
def test_a_session_is_needed(sim, action):
    answer = sim.http.post(f"/__sim/phone/{action}", json={**SEAT, "person": "awei"})
    assert "has not signed in" in answer.json()["error"]


def test_a_dead_session_is_noticed(sim):
    sim.control("phone/sign_in", app="shop", person="awei")
    assert press(sim, "set_password", password="x")["status"] == 401
    assert sim.told("state")["signed_in"] == [{"app": "shop", "person": "awei"}]
