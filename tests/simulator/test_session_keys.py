"""GET /wxa/checksession and /wxa/resetusersessionkey."""

import pytest

from tests.simulator.playing import CHECK, CLUB, RESET_KEY

BOTH = pytest.mark.parametrize("path", [CHECK, RESET_KEY])


def test_the_current_key_is_vouched_for(sim):
    known, token = sim.signed_in(), sim.stable()["access_token"]
    answer = sim.check(token, known["openid"], known["session_key"])
    assert answer == {"errcode": 0, "errmsg": "ok"}


@pytest.mark.parametrize("errcode", [40001, 42001, 40014])
@BOTH
def test_a_dead_token_is_told_by_mode_and_before_all_else(sim, path, errcode):
    token = sim.stable()["access_token"]
    sim.control("kill_tokens", app="shop")
    sim.control("modes", dead_token_errcode=errcode)
    assert sim.check(token, "nobody", "no key", path)["errcode"] == errcode


@BOTH
def test_a_call_without_token_says_so(sim, path):
    assert sim.http.get(path).json()["errcode"] == 41001


@BOTH
def test_only_get_is_taken(sim, path):
    assert sim.http.post(path).json()["errcode"] == 43001


@BOTH
def test_a_replaced_key_is_refused(sim, path):
    known, token = sim.signed_in(), sim.stable()["access_token"]
    sim.control("rotate_session_key", app="shop", person="xiaolin")
    refused = sim.check(token, known["openid"], known["session_key"], path)
    assert refused["errcode"] == 87009
    assert refused["errmsg"].startswith("invalid signature rid: ")


@BOTH
def test_another_way_to_sign_is_refused(sim, path):
    known, token = sim.signed_in(), sim.stable()["access_token"]
    key = known["session_key"]
    refused = sim.check(token, known["openid"], key, path, sig_method="hmac_sha1")
    assert refused["errcode"] == 87008


@BOTH
def test_an_openid_of_another_app_is_unknown(sim, path):
    known, token = sim.signed_in(), sim.stable(CLUB)["access_token"]
    assert sim.check(token, known["openid"], known["session_key"], path)["errcode"] == 40003


@BOTH
def test_a_person_who_never_signed_in_has_no_key(sim, path):
    openid = sim.signed_in()["openid"]
    sim.control("reset")
    token = sim.stable()["access_token"]
    assert sim.check(token, openid, "any key", path)["errcode"] == 87007


def test_a_reset_gives_a_new_key_and_ends_the_old_one(sim):
    known, token = sim.signed_in(), sim.stable()["access_token"]
    answer = sim.check(token, known["openid"], known["session_key"], RESET_KEY)
    assert (answer["errcode"], answer["openid"]) == (0, known["openid"])
    assert sim.check(token, known["openid"], answer["session_key"])["errcode"] == 0
    assert sim.check(token, known["openid"], known["session_key"])["errcode"] == 87009
