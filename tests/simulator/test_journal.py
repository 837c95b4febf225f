"""The journal of what was said."""

from datetime import UTC, datetime

from adapters.simulator.clock import VirtualClock
from adapters.simulator.journal import KEPT, Journal, Leg, readable
from tests.simulator.playing import CODE2SESSION, SHOP, STABLE

UPSTREAM = "service → WeChat"


def exchanges(sim, **query):
    return sim.told("journal", **query)["exchanges"]


def test_an_exchange_is_told_with_question_and_answer(sim):
    code = sim.code()
    openid = sim.exchange(code).json()["openid"]
    wx, call = exchanges(sim)
    assert (wx["leg"], wx["path"], wx["answer"]) == (
        "mini program → WeChat",
        "wx.login",
        {"code": code},
    )
    assert (call["leg"], call["method"], call["path"]) == (UPSTREAM, "GET", CODE2SESSION)
    assert (call["query"]["js_code"], call["status"]) == (code, 200)
    assert call["answer"]["openid"] == openid
    assert datetime.fromisoformat(call["at"]).tzinfo == UTC


def test_all_that_was_said_is_numbered_in_order(sim):
    sim.signed_in()
    sim.stable()
    said = [number for one in exchanges(sim) for number in (one["asked"], one["answered"])]
    assert said == list(range(said[0], said[0] + 6))
    assert [one["path"] for one in exchanges(sim, after=said[3])] == [STABLE]


def test_secrets_are_masked_wherever_they_stand(sim):
    sim.signed_in()
    sim.stable()
    sim.exchange(SHOP.secret, secret="also-secret")
    sim.http.post(STABLE, data={"secret": SHOP.secret})
    sim.http.post(STABLE, json={"nested": [{"secret": "x"}, SHOP.secret]})
    told = sim.http.get("/__sim/journal").text
    assert SHOP.secret not in told
    assert "also-secret" not in told
    assert [one["query"].get("secret") for one in exchanges(sim)][1] == "***"
    assert exchanges(sim)[2]["body"]["secret"] == "***"
    assert exchanges(sim)[-1]["body"] == {"nested": [{"secret": "***"}, "***"]}


def test_a_fault_is_noted(sim):
    sim.control("faults", endpoint=CODE2SESSION, kind="bad_gateway")
    sim.exchange("wrong")
    [call] = exchanges(sim)
    assert (call["status"], call["note"]) == (502, "bad_gateway")
    assert "502 Bad Gateway" in call["answer"]


def test_the_oldest_exchanges_are_forgotten():
    journal = Journal(VirtualClock(), frozenset())
    first, *rest = [
        journal.ask(Leg.SERVICE_TO_WECHAT, "GET", "/", body=None) for _ in range(KEPT + 1)
    ]
    journal.answer(first, 200, None)
    assert [one.asked for one in journal.since(0)] == rest


def test_bodies_are_read_as_far_as_they_can_be():
    assert readable(b"") is None
    assert readable(b'{"a": 1}') == {"a": 1}
    assert readable(b"\xff<html>") == "\ufffd<html>"
    assert readable(b"[" * 60_000).endswith("…")
    assert len(readable(b'"' + b"x" * 1024 * 1024 + b'"')) < 2_000
