"""Bar 14: nothing that a browser's cookie may do is done at another site's bidding.

The routes are those that the application lists, so that a new one cannot be forgotten.
"""

import json

import pytest

from tests.service.databases import rows
from tests.service.phone_world import PASSWORD
from tests.service.routes import every_route, writes

FORM = "application/x-www-form-urlencoded"
BY_ANOTHER_KEY = {"/v1/numbers/release"}
"""A back end shows its key: no cookie does that."""

PAGES = [one for one in writes() if one.is_page]
API = [
    one
    for one in writes()
    if not one.is_page and one.takes_a_token and one.template not in BY_ANOTHER_KEY
]
OPEN = [one for one in writes() if one not in PAGES and one not in API]
named = {"ids": lambda one: f"{one.method} {one.template}"}

EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
FROM_ELSEWHERE = {
    "another site": EVIL,
    "another site, its origin alone": {"Origin": "https://evil.example"},
    "another site, as browsers tell it": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Origin": "http://a.127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
    "another port": {"Origin": "http://127.0.0.1:8001", "Sec-Fetch-Site": "same-site"},
    "another scheme": {"Origin": "https://127.0.0.1:8000"},
    "a sandbox": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "our origin with more behind it": {"Origin": "http://127.0.0.1:8000.evil.example"},
    "our origin and another's word": {
        "Origin": "http://127.0.0.1:8000",
        "Sec-Fetch-Site": "cross-site",
    },
    "nowhere": {},
}


@pytest.fixture(scope="module")
def hers(web_on_sqlite):
    """The browser of somebody who is signed in, has proven herself just now, and has it all."""
    return web_on_sqlite.signed_in(password=PASSWORD)[0]


@pytest.fixture
def token(hers):
    """The token of her page."""
    hers.get("/account")
    return hers.field("csrf")


@pytest.fixture
def unchanged(web_on_sqlite):
    """Fail if anything was written meanwhile."""
    before = rows(web_on_sqlite.storage)
    yield
    assert rows(web_on_sqlite.storage) == before


def send(browser, route, headers, token="", *, content_type=None):
    """Send what the route takes: a form for a page, JSON for the API."""
    if route.is_page:
        headers = {"Content-Type": content_type or FORM, **headers}
        content = f"csrf={token}&nickname=Mallory&scope=all&next="
    else:
        headers = {"Content-Type": content_type or "application/json", **headers}
        headers |= {"X-CSRF-Token": token} if token else {}
        content = json.dumps(route.body) if route.body else "{}"
    return browser.ask(route.method, route.path, headers, content=content)


@pytest.mark.parametrize("route", [*PAGES, *API], **named)
def test_from_elsewhere_nothing_is_done(hers, token, unchanged, route):
    """Not even with the right token."""
    for headers in FROM_ELSEWHERE.values():
        assert send(hers, route, headers, token).status_code == 403


@pytest.mark.parametrize("route", [*PAGES, *API], **named)
def test_with_no_token_or_anothers_nothing_is_done(web_on_sqlite, hers, token, unchanged, route):
    for wrong in ("", "x", token[:-1], token.swapcase(), *tokens_of_others(web_on_sqlite, hers)):
        assert send(hers, route, hers.same_origin, wrong).status_code == 403


def tokens_of_others(world, hers):
    """Yield the token of another browser, and of hers before she was signed in."""
    stranger = world.browser()
    stranger.get("/sign-in")
    yield stranger.field("csrf")
    before = hers.copy()
    for name in ("session", "refresh"):
        del before.cookies[before.name(name)]
    before.get("/sign-in")
    yield before.field("csrf")


def test_a_strangers_token_is_of_her_browser(site):
    """Who has it of a page of his own cannot make hers sign in as him."""
    his, hers = site.browser(), site.browser()
    for browser in (his, hers):
        browser.get("/sign-in?tab=password")
    number, _ = site.with_password()
    fields = {"phone": number, "password": PASSWORD}
    assert hers.post("/sign-in/password", csrf=his.field("csrf"), **fields).status_code == 403
    assert hers.cookie("session") == ""
    assert his.post("/sign-in/password", **fields).status_code == 303


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "a/b"])
@pytest.mark.parametrize("route", [*PAGES, *API], **named)
def test_only_as_a_page_of_ours_would_send_it(hers, token, unchanged, route, kind):
    """What has no body has no type; but then a browser asks before it goes to another site."""
    headers_of = [EVIL] if route.method == "DELETE" else [EVIL, hers.same_origin]
    for headers in headers_of:
        said = send(hers, route, headers, token, content_type=kind)
        assert said.status_code in {403, 415}


@pytest.mark.parametrize("route", OPEN, **named)
def test_what_needs_no_cookie_takes_no_form(hers, unchanged, route):
    """A browser sends JSON to another site only if that says it may; ours says so to nobody."""
    for kind in ("text/plain", FORM):
        assert send(hers, route, EVIL, content_type=kind).status_code == 415
    asked = {"Access-Control-Request-Method": route.method, **EVIL}
    asked["Access-Control-Request-Headers"] = "content-type"
    allowed = hers.ask("OPTIONS", route.path, asked)
    assert not any(name.startswith("access-control") for name in allowed.headers)


def test_a_browser_signs_out_by_the_api_as_well(site):
    browser, _ = site.signed_in()
    told = {**browser.same_origin, "X-CSRF-Token": site.me(browser).headers["x-csrf-token"]}
    assert browser.ask("POST", "/v1/logout", told, json={}).status_code == 204
    assert site.me(browser).status_code == 401


@pytest.mark.parametrize("route", [*PAGES, *API], **named)
def test_a_page_of_ours_gets_through(site, route):
    """With the token of its page, or of the API's last answer."""
    browser, _ = site.signed_in(password=PASSWORD)
    of_api = site.me(browser).headers["x-csrf-token"]
    assert of_api == browser.field("csrf")
    said = send(browser, route, browser.same_origin, of_api)
    assert said.status_code not in {403, 415, 500}


@pytest.mark.parametrize("headers", [EVIL, {}], ids=["from elsewhere", "from nowhere"])
def test_a_bearer_needs_none_of_it(site, headers):
    browser, _ = site.signed_in()
    bearer = {"Authorization": f"Bearer {browser.cookie('session')}", **headers}
    renamed = browser.ask("PATCH", "/v1/me", bearer, json={"nickname": "小林"})
    assert renamed.status_code == 200
    assert "x-csrf-token" not in renamed.headers
    other = site.browser()
    assert other.ask("PATCH", "/v1/me", bearer, json={"nickname": "阿伟"}).status_code == 200


def test_a_wrong_bearer_does_not_fall_back_on_the_cookie(site):
    browser, _ = site.signed_in()
    for scheme in ("Bearer x", "Basic x", "Bearer", ""):
        assert browser.get("/v1/me", Authorization=scheme).status_code == 401


def test_no_reading_route_changes_who_is_who(site):
    """All of them, as another site may have a browser open them."""
    browser, _ = site.signed_in()
    before = browser.get("/v1/me/identities").json(), browser.get("/v1/sessions").json()
    for route in every_route():
        if route.method == "GET":
            browser.ask("GET", route.path, EVIL)
    assert (
        browser.get("/v1/me/identities").json(),
        browser.get("/v1/sessions").json(),
    ) == before
