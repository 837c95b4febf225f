"""QQ's authorize page: who may ask, and where people go from there."""

import re

import pytest

from tests.simulator.playing import CALLBACK, QQ_MINI, QQ_TWIN, WEB
from tests.simulator.signing_in import answer_page, returned
from tests.simulator.signing_in_qq import QQ_PAGE, qq_link


def error_of(sim, link, **form):
    answer = answer_page(sim, QQ_PAGE, link, **(form or {"allow": "xiaolin"}))
    assert (answer.status_code, "location" in answer.headers) == (200, False)
    assert "<form" not in answer.text
    return int(re.search(r"错误码 (\d+)", answer.text)[1])


def test_the_page_shows_who_asks_and_everybody_who_could_say_yes(sim):
    said = sim.http.get(QQ_PAGE, params=qq_link()).text
    assert all(part in said for part in ("101000001", "site.example", "get_user_info"))
    people = sim.told("people")
    assert all(f'name="allow" value="{person["id"]}"' in said for person in people)
    assert 'name="deny"' in said


def test_whoever_says_yes_goes_back_with_a_code_and_the_state(sim):
    answer = answer_page(sim, QQ_PAGE, qq_link(), allow="xiaolin")
    assert answer.status_code == 302
    back = returned(answer.headers["location"])
    assert (set(back), back["state"]) == ({"code", "state"}, "st.ate")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"response_type": "", "client_id": ""}, 100000),
        ({"response_type": "token"}, 100000),
        ({"client_id": ""}, 100001),
        ({"client_id": "101999999", "redirect_uri": ""}, 100008),
        ({"client_id": WEB.app_id}, 100008),
        ({"client_id": QQ_MINI.app_id}, 100008),
        ({"redirect_uri": "", "state": ""}, 100010),
        ({"redirect_uri": f"{CALLBACK}&more=1"}, 100010),
        ({"redirect_uri": "https://site.example/callback"}, 100010),
        ({"redirect_uri": CALLBACK.upper()}, 100010),
        ({"redirect_uri": "https://evil.example/callback"}, 100010),
        ({"state": ""}, 100029),
    ],
)
def test_what_a_site_may_not_ask_is_told_by_number(sim, changes, expected):
    assert error_of(sim, qq_link(**changes)) == expected
    assert error_of(sim, qq_link(**changes), deny="yes") == expected


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a@b/", "//site.example/"])
def test_without_registered_addresses_any_on_the_web_will_do(sim, address):
    link = qq_link(client_id=QQ_TWIN.app_id, redirect_uri="http://127.0.0.1:8000/cb")
    answer = answer_page(sim, QQ_PAGE, link, allow="xiaolin")
    assert answer.headers["location"].startswith("http://127.0.0.1:8000/cb?code=")
    assert error_of(sim, {**link, "redirect_uri": address}) == 100010


def test_an_app_that_is_not_online_is_for_its_owner_alone(sim):
    sim.control("app", app="qq", online=False, owner="awei")
    assert "开发者" in sim.http.get(QQ_PAGE, params=qq_link()).text
    assert error_of(sim, qq_link(), allow="xiaolin") == 100011
    assert answer_page(sim, QQ_PAGE, qq_link(), allow="awei").status_code == 302


def test_whoever_denies_on_a_computer_sees_a_closed_page_with_the_telephones_way_back(sim):
    answer = answer_page(sim, QQ_PAGE, qq_link(), deny="yes")
    assert (answer.status_code, "登录已取消" in answer.text) == (200, True)
    [way_back] = re.findall(r'<a class="back" href="([^"]+)"', answer.text)
    assert returned(way_back.replace("&amp;", "&")) == {"usercancel": "1", "state": "st.ate"}


@pytest.mark.parametrize("changes", [{}, {"display": "mobile"}])
def test_whoever_denies_on_a_telephone_goes_back_with_usercancel(sim, changes):
    if not changes:
        sim.control("modes", qq_deny="usercancel")
    answer = answer_page(sim, QQ_PAGE, qq_link(**changes), deny="yes")
    assert answer.status_code == 302
    assert returned(answer.headers["location"]) == {"usercancel": "1", "state": "st.ate"}
