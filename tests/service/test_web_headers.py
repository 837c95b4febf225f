"""Bar 15: what every answer wears, whatever was asked of whom; bar 59: and what none tells.

Each answer that a browser gets is looked at by itself: tests/service/browsing.py.
"""

import re

import pytest

from tests.service.phone_world import PASSWORD
from tests.service.routes import every_route

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
CODE = "<script>alert(1)</script>\"'"


@pytest.fixture(scope="module", params=["nobody", "somebody", "by tls"])
def browser(request):
    """The browser of a stranger, of somebody who is signed in, and of one who comes by TLS."""
    world = request.getfixturevalue("by_tls" if request.param == "by tls" else "web_on_sqlite")
    return world.browser() if request.param == "nobody" else world.signed_in()[0]


def test_every_route_is_armoured_for_every_method(browser):
    for path in dict.fromkeys(route.path for route in every_route()):
        for method in METHODS:
            browser.copy().ask(method, path)


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/nowhere", None, 404),
        ("GET", "/v1/nowhere", None, 404),
        ("GET", "/assets/nothing.css", None, 404),
        ("GET", "/assets/..%2f..%2fcomposition.py", None, 404),
        ("GET", "/sign-in?return_to=http://evil.example", None, 400),
        ("GET", "/v1/qq/nobodys/authorize", None, 404),
        ("GET", "/v1/qq/qq/callback", None, None),
        ("PUT", "/sign-in", b"", 405),
        ("POST", "/sign-in/phone", b"a=" + b"b" * 70_000, 413),
        ("POST", "/sign-in/phone", b"csrf=x&csrf=x", 400),
        ("POST", "/sign-in/phone", b"%ff%fe=%00", None),
        ("POST", "/sign-in/phone", b"&".join(b"f%d=1" % n for n in range(100)), 400),
        ("POST", "/v1/me", b"{", None),
    ],
)
def test_so_are_errors(site, method, path, content, status):
    browser = site.browser()
    headers = {"Content-Type": "application/x-www-form-urlencoded", **browser.same_origin}
    said = browser.ask(method, path, headers, content=content)
    assert said.status_code < 500
    assert status in (None, said.status_code), said.text


def test_so_are_assets_and_they_are_all_there_is(site):
    """No page asks anybody else for anything (no third party learns who signs in where)."""
    browser, _ = site.signed_in()
    for path in ("/account", "/sign-in", "/reset-password", "/account/phone"):
        page = browser.get(path).text
        found = re.findall(r'(?:src|href)="([^"]*)"', page)
        elsewhere = [one for one in found if "//" in one and not one.startswith("https://shop.")]
        assert elsewhere == []
        assets = [one for one in found if one.startswith("/assets/")]
        assert assets
        for asset in assets:
            assert browser.get(asset).status_code == 200


def test_no_page_has_code_or_style_of_its_own(site):
    browser, _ = site.signed_in(password=PASSWORD)
    paths = ("/account", "/sign-in", "/reset-password", "/account/phone", "/step-up", "/merge")
    for path in paths:
        page = browser.get(path).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_what_people_write_is_text(site):
    """Her own name, her provider's for her, what her device says it is, and every parameter."""
    person = site.somebody(nickname=CODE)
    browser = site.browser(**{"User-Agent": f"Mozilla {CODE}"})
    site.by(browser, person)
    assert "alert(1)" in browser.get("/bind").text
    sent = site.ask_at_bind(browser, site.number())
    site.fill_in(browser, sent)
    browser.get("/account")
    browser.post("/account/profile", nickname=CODE)
    browser.get("/account", Cookie=f"{cookies_of(browser)}; x={CODE}")
    for path in ("/sign-in?return_to=", "/sign-in?tab=", "/account?done=", "/step-up?next=", "/?"):
        browser.get(f"{path}{CODE}")
        browser.get(f"{path}%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=en")
    stranger = site.browser()
    stranger.get("/sign-in")
    stranger.post("/sign-in/code", phone=CODE, return_to="")
    stranger.post("/sign-in/password", phone=CODE, password=CODE, return_to="")
    told = [one.text for one in (*browser.answers, *stranger.answers)]
    assert not any("<script>alert" in one for one in told)
    assert all(CODE not in one for one in told)


def cookies_of(browser):
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
