"""The control API's sign-ins without a page, and what the journal keeps of all of them."""

import pytest

from tests.simulator.playing import CALLBACK, MOBILE, OA, QQ, SHOP, WEB
from tests.simulator.signing_in import (
    WEBSITE_PAGE,
    answer_page,
    authorized,
    returned,
    trade,
    website_link,
)
from tests.simulator.signing_in_qq import QQ_PAGE, qq_link, qq_trade


def refused(sim, path, **body):
    response = sim.http.post(f"/__sim/{path}", json=body)
    assert response.status_code == 400, response.text
    return response.json()["error"]


def heard(sim):
    return sim.told("journal")["exchanges"]


@pytest.mark.parametrize("app", [WEB, OA, QQ], ids=lambda app: app.alias)
def test_a_person_says_yes_without_a_page(sim, app):
    wish = {"redirect_uri": CALLBACK, "state": "State1"}
    url = sim.control("authorize", app=app.alias, person="xiaolin", **wish)["url"]
    back = returned(url)
    assert (set(back), back["state"]) == ({"code", "state"}, "State1")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"app": "shop", "state": "a"}, "no authorize page"),
        ({"app": "mobile", "state": "a"}, "no authorize page"),
        ({"app": "qqmini", "state": "a"}, "no authorize page"),
        ({"app": "web", "person": "nobody"}, "nobody is called"),
        ({"app": "web", "scope": "snsapi_base"}, "10005"),
        ({"app": "web", "redirect_uri": "https://evil.example/"}, "10003"),
        ({"app": "oa", "state": "st.ate"}, "letters and digits"),
        ({"app": "qq", "redirect_uri": "https://evil.example/", "state": "a"}, "100010"),
        ({"app": "qq"}, "100029"),
        ({"app": "web", "mood": "good"}, "mood"),
    ],
)
def test_what_the_page_would_refuse_is_refused_here(sim, body, told):
    wish = {"person": "xiaolin", "redirect_uri": CALLBACK, **body}
    assert told in refused(sim, "authorize", **wish)


def test_the_journal_tells_what_a_browser_saw_and_did(sim):
    sim.http.get(WEBSITE_PAGE, params=website_link())
    answer_page(sim, WEBSITE_PAGE, website_link(), allow="xiaolin")
    sim.http.get(WEBSITE_PAGE)
    answer_page(sim, QQ_PAGE, qq_link(), deny="yes")
    asked, allowed, failed, denied = heard(sim)
    assert {one["leg"] for one in (asked, allowed, failed)} == {"browser → WeChat"}
    assert (asked["method"], asked["query"]["appid"]) == ("GET", WEB.app_id)
    assert asked["answer"] == {"page": "asks who signs in"}
    assert (allowed["body"], allowed["status"]) == ({"allow": "xiaolin"}, 302)
    assert "code" in returned(allowed["answer"]["location"])
    assert (failed["answer"]["page"], failed["answer"]["number"]) == ("error", 10012)
    assert (denied["leg"], denied["answer"]) == ("browser → QQ", {"page": "closed"})


def test_the_journal_tells_what_happened_without_a_page(sim):
    authorized(sim, QQ)
    authorized(sim, MOBILE)
    sim.control("qq_login", app="qqmini", person="xiaolin")
    page, sdk, qq = heard(sim)
    assert (page["leg"], page["path"], page["status"]) == ("browser → QQ", QQ_PAGE, 302)
    assert (sdk["leg"], sdk["path"]) == ("mobile app → WeChat", "SendAuth")
    assert (qq["leg"], qq["path"]) == ("mini program → QQ", "qq.login")


def test_the_sdk_hands_the_state_back(sim):
    sim.control("send_auth", app="mobile", person="xiaolin", state="mine")
    [sdk] = heard(sim)
    assert (sdk["body"]["state"], sdk["answer"]["state"]) == ("mine", "mine")


def test_calls_of_the_service_have_their_legs_and_hide_the_secrets(sim):
    trade(sim, authorized(sim))
    qq_trade(sim, "any")
    qq_trade(sim, "any", method="POST")
    qq_trade(sim, "any", client_secret="also-secret")
    _, wechat, *qq = heard(sim)
    assert wechat["leg"] == "service → WeChat"
    assert {one["leg"] for one in qq} == {"service → QQ"}
    assert qq[0]["query"]["client_secret"] == "***"
    told = sim.http.get("/__sim/journal").text
    assert not any(secret in told for secret in (WEB.secret, QQ.secret, "also-secret"))


def test_a_reset_forgets_codes_and_tokens(sim):
    code = authorized(sim)
    sim.control("reset")
    assert trade(sim, code)["errcode"] == 40029


def test_what_a_web_page_could_send_unasked_is_refused(sim):
    answer = sim.http.post("/__sim/authorize", data={"app": SHOP.alias})
    assert answer.status_code == 415
