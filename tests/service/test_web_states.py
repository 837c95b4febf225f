"""Bar 10 over HTTP: what comes to a callback is good once, in the browser that was sent for it."""

import json

import pytest

from tests.service.browsing import query_of
from tests.service.databases import rows

INTENTS = ("log_in", "bind", "step_up")
every_intent = pytest.mark.parametrize("intent", INTENTS)


class Traveller:
    """Somebody who is signed in by QQ, and goes to a provider's page once more for something."""

    def __init__(self, site):
        self.site = site
        self.person = site.somebody()
        self.browser, _ = site.signed_in(self.person)

    def leave(self, intent, *, provider="qq", app="qq"):
        """Go; return what the page's address says."""
        if intent == "log_in":
            return self.site.leave(self.browser, provider, app)
        self.browser.get("/account")
        path = {"bind": "/account/bind", "step_up": "/step-up/provider"}[intent]
        return query_of(
            self.browser.post(path, provider=provider, app=app, next="").headers["location"]
        )

    def answered(self, asked):
        """Say yes there; return the address to come back to."""
        return self.site.agree(self.person, "qq", asked)


@pytest.fixture
def hers(either_site):
    return Traveller(either_site)


def calls_of_tokens(site):
    """Return how often QQ was asked to redeem a code."""
    told = site.wechat.get("/__sim/journal").json()["exchanges"]
    return sum("oauth2.0/token" in json.dumps(one) for one in told)


def missing(hers, intent):
    url = hers.answered(hers.leave(intent))
    return hers.browser, url.partition("&state=")[0]


def empty(hers, intent):
    url = hers.answered(hers.leave(intent))
    return hers.browser, url.partition("&state=")[0] + "&state="


def empty_in_an_unknown_browser(hers, intent):
    return hers.site.browser(), empty(hers, intent)[1]


def of_another_browser(hers, intent):
    return hers.site.browser(), hers.answered(hers.leave(intent))


def used_before(hers, intent):
    url = hers.answered(hers.leave(intent))
    assert hers.browser.get(url).status_code == 303
    return hers.browser, url


def older_than_ten_minutes(hers, intent):
    url = hers.answered(hers.leave(intent))
    hers.site.clock.advance(minutes=10)
    return hers.browser, url


def of_another_provider(hers, intent):
    state = hers.leave(intent, provider="wechat", app="web")["state"]
    return hers.browser, f"/v1/qq/qq/callback?code=abc&state={state}"


def of_another_app(hers, intent):
    state = hers.leave(intent, app="qq2")["state"]
    return hers.browser, f"/v1/qq/qq/callback?code=abc&state={state}"


def with_a_cookie_of_another_sign_in(hers, intent):
    url = hers.answered(hers.leave(intent))
    other = hers.site.browser()
    hers.site.leave(other)
    hers.browser.cookies[hers.browser.name("browser")] = other.cookie("browser")
    return hers.browser, url


def minted_by_an_attacker(hers, intent):
    """He began in his browser and agreed as himself; she is to come back with it in hers."""
    site, his = hers.site, hers.site.browser()
    hers.leave(intent)
    return hers.browser, site.agree(site.somebody(), "qq", site.leave(his))


def his_code_with_her_state(hers, intent):
    """His code was for another sign-in: it is QQ that would take it; her state is used up."""
    url = hers.answered(hers.leave(intent))
    hers.browser.get(url)
    return hers.browser, url.replace("code=", "code=0")


def twice(hers, intent):
    asked = hers.leave(intent)
    return hers.browser, f"{hers.answered(asked)}&state={asked['state']}"


REFUSED = (
    missing,
    empty,
    empty_in_an_unknown_browser,
    of_another_browser,
    used_before,
    older_than_ten_minutes,
    of_another_provider,
    of_another_app,
    with_a_cookie_of_another_sign_in,
    minted_by_an_attacker,
    his_code_with_her_state,
    twice,
)


@every_intent
@pytest.mark.parametrize("case", REFUSED, ids=lambda one: one.__name__)
def test_what_is_not_hers_comes_to_nothing(hers, case, intent):
    browser, url = case(hers, intent)
    before, asked = rows(hers.site.storage), calls_of_tokens(hers.site)
    held = browser.cookie("session")
    answer = browser.get(url)
    assert answer.status_code == 401
    assert "code=" not in answer.text
    assert browser.cookie("session") == held
    assert calls_of_tokens(hers.site) == asked
    if case not in {of_another_provider, of_another_app}:
        # A state that comes to another app's callback is used up: somebody mixes them up.
        assert rows(hers.site.storage) == before


@every_intent
def test_both_of_two_tabs_come_back(hers, intent):
    first, second = [hers.leave(intent) for _ in range(2)]
    for asked in (second, first):
        answer = hers.browser.get(hers.answered(asked))
        assert (answer.status_code, "callback" in answer.headers["location"]) == (303, False)


def test_a_code_comes_twice_and_is_good_once(hers):
    """The state of a second sign-in, and the code of the first."""
    first = hers.answered(hers.leave("log_in"))
    hers.browser.get(first)
    again = hers.leave("log_in")
    code = query_of(first)["code"]
    answer = hers.browser.get(f"{again['redirect_uri']}?code={code}&state={again['state']}")
    assert answer.status_code == 401


def test_each_app_has_a_callback_of_its_own(site):
    """RFC 9700 section 4.4.2.2."""
    uris = {
        site.leave(site.browser(), provider, app)["redirect_uri"]
        for provider, app in (("qq", "qq"), ("qq", "qq2"), ("wechat", "web"))
    }
    assert uris == {
        f"{site.public_url}/v1/{path}/callback" for path in ("qq/qq", "qq/qq2", "wechat/web")
    }


def test_where_she_is_sent_is_where_she_comes_back_though_headers_lie(site):
    for name in ("Host", "X-Forwarded-Host", "Forwarded", "X-Original-Host"):
        browser = site.browser(**{name: "evil.example"})
        assert "evil" not in site.leave(browser)["redirect_uri"]


def test_she_may_say_no(site):
    browser = site.browser()
    asked = site.leave(browser, return_to="cart")
    back = f"{asked['redirect_uri']}?usercancel=1&state={asked['state']}"
    said = browser.get(back)
    assert said.status_code == 403
    assert "/v1/qq/qq/authorize?return_to=cart" in said.text
    assert browser.get(back).status_code == 401
