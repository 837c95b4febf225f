"""Everything that can go wrong on demand, over real sockets."""

import asyncio
import json
import socket
import time
from urllib.parse import urlencode

import httpx
import pytest

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from tests.simulator.playing import APPS, CODE2SESSION, SHOP, STABLE


def fail(sim, kind, endpoint=CODE2SESSION, **wishes):
    sim.control("faults", endpoint=endpoint, kind=kind, **wishes)


def is_spent(sim, code):
    """Tell whether the code was used; exchanges it if it was not."""
    return sim.exchange(code).json().get("errcode") == 40163


def seen(sim, code):
    return sim.told("calls", code=code)["count"]


def lenient(content):
    return json.loads(content.decode("utf-8", "replace"), strict=False)


def test_a_reset_ends_the_connection_with_rst_before_anything_is_done(sim_on_either_loop):
    sim = sim_on_either_loop
    code = sim.code()
    fail(sim, "reset")
    query = urlencode({"appid": SHOP.app_id, "secret": SHOP.secret, "js_code": code})
    with socket.create_connection((sim.http.base_url.host, sim.http.base_url.port)) as line:
        line.sendall(f"GET {CODE2SESSION}?{query} HTTP/1.1\r\nHost: wechat\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert seen(sim, code) == 1
    assert not is_spent(sim, code)


def test_a_lost_answer_spends_the_code_and_ends_the_connection(sim_on_either_loop):
    sim = sim_on_either_loop
    code = sim.code()
    fail(sim, "lost_answer")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        sim.exchange(code)
    assert seen(sim, code) == 1
    assert is_spent(sim, code)


def test_a_lost_token_answer_renews_the_token_all_the_same(sim):
    before = sim.stable()["access_token"]
    fail(sim, "lost_answer", endpoint=STABLE)
    with pytest.raises(httpx.RemoteProtocolError):
        sim.stable(force=True)
    assert sim.stable()["access_token"] != before


def test_a_delay_takes_its_time(sim):
    fail(sim, "delay", seconds=0.3)
    start = time.monotonic()
    assert "openid" in sim.signed_in()
    assert time.monotonic() - start >= 0.3


def test_a_delay_outlasts_an_impatient_client_and_the_code_is_spent(sim):
    code = sim.code()
    fail(sim, "delay", seconds=0.1)
    with httpx.Client(base_url=sim.http.base_url, trust_env=False, timeout=0.05) as impatient:
        query = {"appid": SHOP.app_id, "secret": SHOP.secret, "js_code": code}
        with pytest.raises(httpx.ReadTimeout):
            impatient.get(CODE2SESSION, params={**query, "grant_type": "authorization_code"})
    assert seen(sim, code) == 1
    fail(sim, "delay", seconds=0.1)
    assert is_spent(sim, code)


def test_a_bad_gateway_answers_with_a_page_and_spends_nothing(sim):
    code = sim.code()
    fail(sim, "bad_gateway")
    answer = sim.exchange(code)
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "text/html"
    assert "502 Bad Gateway" in answer.text
    assert not is_spent(sim, code)


def test_a_redirect_leads_back_here_so_that_followers_are_counted_twice(sim):
    code = sim.code()
    fail(sim, "redirect")
    answer = sim.exchange(code)
    assert (answer.status_code, answer.content) == (302, b"")
    assert seen(sim, code) == 1
    followed = sim.http.get(answer.headers["location"])
    assert "openid" in followed.json()
    assert seen(sim, code) == 2


@pytest.mark.parametrize(("wishes", "expected"), [({}, -1), ({"errcode": 45011}, 45011)])
def test_any_errcode_can_be_had_and_spends_nothing(sim, wishes, expected):
    code = sim.code()
    fail(sim, "errcode", **wishes)
    assert sim.exchange(code).json()["errcode"] == expected
    assert not is_spent(sim, code)


def test_the_body_may_be_empty(sim):
    code = sim.code()
    fail(sim, "empty")
    answer = sim.exchange(code)
    assert (answer.status_code, answer.content) == (200, b"")
    assert is_spent(sim, code)


def test_the_json_may_be_cut(sim):
    fail(sim, "cut")
    answer = sim.exchange(sim.code())
    assert answer.content.startswith(b'{"session_key"')
    with pytest.raises(ValueError, match="Unterminated"):
        answer.json()


def test_a_control_character_may_stand_in_a_text(sim):
    fail(sim, "control_char")
    answer = sim.exchange(sim.code())
    assert b"\x0b" in answer.content
    with pytest.raises(ValueError, match="control character"):
        json.loads(answer.content)
    assert lenient(answer.content)["openid"]


def test_the_utf8_may_be_broken(sim):
    fail(sim, "invalid_utf8")
    answer = sim.exchange(sim.code())
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode()
    assert lenient(answer.content)["openid"]


def test_a_byte_order_mark_may_come_first(sim):
    fail(sim, "bom")
    answer = sim.exchange(sim.code())
    assert answer.content.startswith(b"\xef\xbb\xbf{")
    assert json.loads(answer.content.decode("utf-8-sig"))["openid"]


def test_the_body_may_be_huge(sim):
    fail(sim, "huge")
    answer = sim.exchange(sim.code())
    assert len(answer.content) > 1024 * 1024
    assert answer.json()["openid"]


def test_the_errcode_may_be_a_string(sim):
    code = sim.code()
    fail(sim, "string_errcode", times=2)
    assert sim.exchange(code).json()["errcode"] == "0"
    assert sim.exchange(code).json()["errcode"] == "40163"


def test_an_unknown_field_may_be_there(sim):
    fail(sim, "extra_field")
    assert set(sim.signed_in()) == {"session_key", "openid", "unionid", "next_year"}


@pytest.mark.parametrize(("kind", "type_"), [("null", type(None)), ("list", list)])
def test_the_json_may_be_no_object(sim, kind, type_):
    code = sim.code()
    fail(sim, kind)
    assert isinstance(sim.exchange(code).json(), type_)
    assert is_spent(sim, code)


def test_the_body_may_drip(sim):
    fail(sim, "drip", seconds=0.4)
    code = sim.code()
    query = {"appid": SHOP.app_id, "secret": SHOP.secret, "js_code": code}
    parts = []
    asked = {**query, "grant_type": "authorization_code"}
    with sim.http.stream("GET", CODE2SESSION, params=asked) as answer:
        parts.extend(answer.iter_raw())
    assert [len(part) for part in parts[:2]] == [1, 1]
    assert json.loads(b"".join(parts))["openid"]


def test_faults_last_as_often_as_asked_and_stay_at_their_endpoint(sim):
    fail(sim, "empty", times=2)
    fail(sim, "null")
    assert sim.told("state")["faults"] == {CODE2SESSION: ["empty", "empty", "null"]}
    assert "access_token" in sim.stable()
    answers = [sim.exchange("wrong").content for _ in range(4)]
    assert answers[:3] == [b"", b"", b"null"]
    assert b"40029" in answers[3]
    assert sim.told("state")["faults"] == {}


def test_faults_can_be_called_off(sim):
    fail(sim, "reset", times=1000)
    assert sim.http.delete("/__sim/faults").json() == {"faults": {}}
    assert "openid" in sim.signed_in()


def test_elsewhere_than_on_its_own_server_a_cut_connection_is_refused():
    app = create_simulator(APPS, clock=VirtualClock(), service_url="http://service.invalid")
    fault = {"endpoint": CODE2SESSION, "kind": "reset"}

    async def ask():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://wechat") as client:
            await client.post("/__sim/faults", json=fault)
            return await client.get(CODE2SESSION)

    answer = asyncio.run(ask())
    assert answer.status_code == 400
    assert "own server" in answer.json()["error"]
