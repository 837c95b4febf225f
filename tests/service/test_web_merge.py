"""One account of two, and two again, on the pages."""

import pytest

from tests.service.browsing import query_of


@pytest.fixture
def twofold(site):
    """Return the browser of somebody whose WeChat and QQ are two accounts; she is at her QQ's."""
    person = site.somebody()
    other = site.sign_in(person)["account"]["id"]
    site.clock.advance(minutes=11)
    browser, _ = site.signed_in()
    sent = browser.post("/account/bind", provider="wechat", app="web")
    back = site.agree(person, "web", query_of(sent.headers["location"]))
    assert browser.get(back).headers["location"] == "/merge"
    browser.get("/merge")
    return browser, other


def merge(browser, **more):
    return browser.post("/merge", ticket=browser.field("ticket"), **more)


def test_what_she_sees_comes_to_be(site, twofold):
    browser, other = twofold
    before = site.account_at(browser)
    held = browser.cookie("session")
    assert merge(browser, confirm="yes").status_code == 200
    assert site.account_at(browser) in {before, other}
    assert browser.cookie("session") != held
    assert browser.cookie("ticket") == ""


def test_nothing_happens_unless_she_says_yes(site, twofold):
    browser, _ = twofold
    before = site.account_at(browser)
    assert merge(browser).status_code == 400
    assert site.account_at(browser) == before


def test_it_is_taken_back_on_the_page_that_tells_of_it(site, twofold):
    """The page is shown at the session that began with the merge."""
    browser, _ = twofold
    merge(browser, confirm="yes")
    undone = browser.post("/account/merges/undo", merge_id=browser.field("merge_id"))
    assert undone.headers["location"] == "/sign-in?done=unmerged"
    assert browser.cookie("session") == ""


def test_the_ticket_is_of_her_session(site, twofold):
    browser, _ = twofold
    ticket = browser.field("ticket")
    thief, _ = site.signed_in()
    thief.get("/account")
    answer = thief.post("/merge", ticket=ticket, confirm="yes")
    assert answer.status_code == 410
    thief.cookies[thief.name("ticket")] = ticket
    assert thief.get("/merge").status_code == 410
