"""The control API: what it tells, and what it refuses."""

import time
from datetime import datetime

import pytest

from tests.simulator.playing import CODE2SESSION, SHOP, STABLE


def refused(sim, path, **body):
    response = sim.http.post(f"/__sim/{path}", json=body)
    assert response.status_code == 400, response.text
    assert set(response.json()) == {"error"}
    return response.json()["error"]


def test_the_state_tells_of_apps_and_people_and_no_secret(sim):
    answer = sim.http.get("/__sim/state")
    state = answer.json()
    assert state["apps"][0] == {
        "alias": "shop",
        "app_id": SHOP.app_id,
        "platform": "main",
        "provider": "wechat",
        "kind": "mini_program",
        "frozen": False,
        "ip_allow": [],
        "personal": False,
        "redirect_domain": None,
        "redirect_uris": [],
        "unionid_permission": True,
        "online": True,
        "owner": None,
        "phone_presses": 0,
    }
    assert {"id": "xiaolin", "risk": False}.items() <= state["people"][0].items()
    assert any(person["risk"] for person in state["people"])
    assert SHOP.secret not in answer.text


def test_time_can_be_put_forward(sim):
    before = datetime.fromisoformat(sim.told("state")["now"])
    after = datetime.fromisoformat(sim.control("advance", seconds=3600)["now"])
    assert 3600 <= (after - before).total_seconds() < 3605
    assert after.timestamp() > time.time()


def test_people_can_be_added_and_sign_in(sim):
    sim.control("people", id="mingming", nickname="明明")
    assert [one["nickname"] for one in sim.told("people") if one["id"] == "mingming"] == ["明明"]
    assert "openid" in sim.signed_in("mingming")
    assert "already" in refused(sim, "people", id="mingming", nickname="明明")


def test_a_reset_begins_anew_and_leaves_the_clock(sim):
    code = sim.code()
    sim.control("people", id="mingming", nickname="明明")
    sim.control("app", app="shop", frozen=True)
    sim.control("modes", escaped_slashes=True)
    sim.control("faults", endpoint=CODE2SESSION, kind="empty")
    late = sim.control("advance", seconds=60)["now"]
    state = sim.control("reset")
    assert len(state["people"]) == 7
    assert state["apps"][0]["frozen"] is False
    assert state["modes"]["escaped_slashes"] is False
    assert state["faults"] == {}
    assert state["now"] > late
    assert sim.told("journal")["exchanges"] == []
    assert sim.exchange(code).json()["errcode"] == 40029


def test_calls_are_counted_by_code_and_by_endpoint(sim):
    code = sim.code()
    assert sim.told("calls", code=code) == {"code": code, "count": 0}
    sim.exchange(code, secret="wrong")
    sim.exchange(code)
    sim.exchange(code)
    sim.stable()
    assert sim.told("calls", code=code)["count"] == 3
    assert sim.told("calls") == {"endpoints": {CODE2SESSION: 3, STABLE: 1}}


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("wx_login", {"app": "nowhere", "person": "xiaolin"}, "known: shop, club, solo"),
        ("wx_login", {"app": "shop", "person": "nobody"}, "known: xiaolin"),
        ("wx_login", {"app": "web", "person": "xiaolin"}, "web is a website of wechat"),
        ("wx_login", {"app": "qqmini", "person": "xiaolin"}, "mini_program of qq"),
        ("qq_login", {"app": "shop", "person": "xiaolin"}, "mini_program of wechat"),
        ("send_auth", {"app": "web", "person": "xiaolin"}, "not a mobile"),
        ("wx_login", {"app": "shop"}, "person"),
        ("wx_login", {"app": "shop", "person": "xiaolin", "mood": "good"}, "mood"),
        ("profile", {"app": "shop", "person": "xiaolin"}, "sign in first"),
        (
            "profile",
            {"app": "shop", "person": "xiaolin", "sealed_with": "previous"},
            "previous session key",
        ),
        ("profile", {"app": "shop", "person": "xiaolin", "sealed_with": "mine"}, "sealed_with"),
        ("rotate_session_key", {"app": "shop", "person": "xiaolin"}, "no session key"),
        ("kill_tokens", {"app": "nowhere"}, "nowhere"),
        ("advance", {"seconds": -1}, "seconds"),
        ("advance", {"seconds": "soon"}, "seconds"),
        ("people", {"id": "小林", "nickname": "小林"}, "id"),
        ("modes", {"dead_token_errcode": 40002}, "dead_token_errcode"),
        ("modes", {"weather": "fine"}, "weather"),
        ("faults", {"endpoint": "/nowhere", "kind": "empty"}, CODE2SESSION),
        ("faults", {"endpoint": CODE2SESSION, "kind": "earthquake"}, "kind"),
        ("faults", {"endpoint": CODE2SESSION, "kind": "empty", "times": 0}, "times"),
        ("faults", {"endpoint": CODE2SESSION, "kind": "delay", "seconds": 61}, "seconds"),
        ("phone/dance", {"app": "shop", "person": "xiaolin"}, "known: sign_in"),
        ("phone/who_am_i", {"app": "shop", "person": "xiaolin"}, "has not signed in"),
    ],
)
def test_nonsense_is_refused_and_named(sim, path, body, told):
    assert told in refused(sim, path, **body)


def test_a_body_that_is_no_json_is_refused(sim):
    json_type = {"content-type": "application/json"}
    answer = sim.http.post("/__sim/advance", content=b"{", headers=json_type)
    assert answer.status_code == 400


def test_what_a_web_page_could_send_unasked_is_refused(sim):
    plain = {"content-type": "text/plain"}
    answer = sim.http.post("/__sim/advance", content=b'{"seconds": 1}', headers=plain)
    assert answer.status_code == 415
