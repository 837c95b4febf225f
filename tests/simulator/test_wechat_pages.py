"""WeChat's authorize pages: who may ask, and where people go from there."""

import pytest

from tests.simulator.playing import MOBILE, OA, QQ, SHOP, WEB
from tests.simulator.signing_in import (
    OA_PAGE,
    WEBSITE_PAGE,
    answer_page,
    error_of,
    oa_link,
    returned,
    shown,
    website_link,
)

BOTH = pytest.mark.parametrize(
    ("page", "link"), [(WEBSITE_PAGE, website_link), (OA_PAGE, oa_link)]
)


@BOTH
def test_the_page_shows_who_asks_and_everybody_who_could_say_yes(sim, page, link):
    said = shown(sim, page, link())
    assert link()["appid"] in said
    assert "site.example" in said
    people = sim.told("people")
    assert all(f'name="allow" value="{person["id"]}"' in said for person in people)
    assert 'name="deny"' in said


@BOTH
def test_whoever_says_yes_goes_back_with_a_code_and_the_state(sim, page, link):
    answer = answer_page(sim, page, link(), allow="xiaolin")
    assert answer.status_code == 302
    back = returned(answer.headers["location"])
    assert set(back) == {"code", "state"}
    assert back["state"] == link()["state"]


@BOTH
def test_each_yes_brings_another_code(sim, page, link):
    answers = [answer_page(sim, page, link(), allow="xiaolin") for _ in range(2)]
    assert len({returned(one.headers["location"])["code"] for one in answers}) == 2


@BOTH
def test_an_answer_of_nobody_asks_again(sim, page, link):
    assert 'name="allow"' in answer_page(sim, page, link(), allow="nobody").text
    assert 'name="allow"' in answer_page(sim, page, link()).text


@BOTH
def test_a_yes_in_the_address_is_none(sim, page, link):
    assert sim.http.get(page, params={**website_link(), "allow": "xiaolin"}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"appid": "", "redirect_uri": "", "scope": ""}, "10012"),
        ({"redirect_uri": "", "scope": ""}, "10011"),
        ({"scope": ""}, "10010"),
        ({"scope": "snsapi_everything"}, "10005"),
        ({"redirect_uri": "https://evil.example/callback"}, "10003"),
    ],
)
@BOTH
def test_what_a_site_may_not_ask_is_told_by_number(sim, page, link, changes, number):
    assert number in error_of(sim, page, link(**changes))


@BOTH
def test_an_unknown_app_is_told_without_a_number(sim, page, link):
    assert "AppID 参数错误" in error_of(sim, page, link(appid="wxunknown"))
    assert "AppID 参数错误" in error_of(sim, page, link(appid=QQ.app_id))


@pytest.mark.parametrize("app", [WEB, MOBILE, SHOP])
def test_an_official_accounts_page_is_for_official_accounts(sim, app):
    assert "10016" in error_of(sim, OA_PAGE, oa_link(appid=app.app_id))


def test_a_websites_page_is_for_websites(sim):
    assert "10005" in error_of(sim, WEBSITE_PAGE, website_link(appid=OA.app_id))


def test_a_website_needs_no_state_and_may_have_any(sim):
    back = answer_page(sim, WEBSITE_PAGE, website_link(state=""), allow="xiaolin")
    assert returned(back.headers["location"])["state"] == ""
    wild = '"><script>&=?#%00'
    back = answer_page(sim, WEBSITE_PAGE, website_link(state=wild), allow="xiaolin")
    assert returned(back.headers["location"])["state"] == wild


@pytest.mark.parametrize("state", ["st.ate", "st-ate", "a_b", "状态", "a" * 129, "abc\n"])
def test_an_official_accounts_state_is_letters_and_digits(sim, state):
    assert "state 只能是" in error_of(sim, OA_PAGE, oa_link(state=state))


def test_an_official_accounts_state_must_be_there_and_may_be_long(sim):
    assert "10013" in error_of(sim, OA_PAGE, oa_link(state=""))
    answer = answer_page(sim, OA_PAGE, oa_link(state="a" * 128), allow="xiaolin")
    assert returned(answer.headers["location"])["state"] == "a" * 128


def test_an_official_accounts_link_is_taken_literally(sim):
    link = oa_link()
    mixed = dict(reversed(link.items()))
    assert "参数的顺序不对" in error_of(sim, OA_PAGE, mixed)
    assert "参数的顺序不对" in error_of(sim, OA_PAGE, {"lang": "cn", **link})
    assert "参数的顺序不对" in error_of(sim, OA_PAGE, {**link, "theme": "dark"})
    assert "参数的顺序不对" in error_of(sim, OA_PAGE, {**link, "response_type": "token"})
    assert 'name="allow"' in shown(sim, OA_PAGE, {**link, "forcePopup": "true"})


def test_a_websites_link_is_taken_in_any_order(sim):
    assert 'name="allow"' in shown(sim, WEBSITE_PAGE, dict(reversed(website_link().items())))
    link = website_link(response_type="token")
    assert "链接无法访问" in error_of(sim, WEBSITE_PAGE, link)


def test_a_parameter_given_twice_is_checked_as_it_is_used(sim):
    twice = "&redirect_uri=https%3A%2F%2Fevil.example%2F"
    link = str(sim.http.build_request("GET", WEBSITE_PAGE, params=website_link()).url)
    assert "10003" in sim.http.get(link + twice).text


def test_whoever_denies_a_website_goes_back_with_the_state_alone(sim):
    answer = answer_page(sim, WEBSITE_PAGE, website_link(), deny="yes")
    assert answer.status_code == 302
    assert returned(answer.headers["location"]) == {"state": "st.ate"}


def test_by_mode_whoever_denies_a_website_sees_a_closed_page(sim):
    sim.control("modes", website_deny="closed")
    answer = answer_page(sim, WEBSITE_PAGE, website_link(), deny="yes")
    assert (answer.status_code, "登录已取消" in answer.text) == (200, True)


def test_whoever_denies_an_official_account_sees_a_closed_page_and_no_way_back(sim):
    answer = answer_page(sim, OA_PAGE, oa_link(), deny="yes")
    assert (answer.status_code, "登录已取消" in answer.text) == (200, True)
    assert "<a " not in answer.text


def test_nobody_can_deny_what_nobody_is_asked(sim):
    said = shown(sim, OA_PAGE, oa_link(scope="snsapi_base"))
    assert 'name="allow"' in said
    assert 'name="deny"' not in said
    assert "静默授权" in said
