"""Bar 13: a browser is sent nowhere but where the operator said, by the id that he gave it."""

from urllib.parse import quote, urlsplit

import pytest

from tests.service.phone_world import PASSWORD
from tests.service.web_world import PUBLIC

HOSTS = ("evil.example", "shop.example.evil.example", "shop.example@evil.example", "еvil.example")
PAYLOADS = tuple(
    dict.fromkeys(
        (
            *(f"{scheme}{host}" for scheme in ("https://", "//", "/\\", "///") for host in HOSTS),
            *(f"/{gap}/evil.example" for gap in ("\t", "\n", "\r", " ", "\v", "\\", "%09", "%5c")),
            *(f"{begin}evil.example" for begin in ("\\\\", "https:", "https:/", "http:\\\\", "@")),
            *(
                f"{begin}evil.example"
                for begin in ("%2f%2f", "/%2f", "/%5c", "%5c%5c", "%68ttps:")
            ),
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://evil.example/1",
            "/",
            "/account",
            "/account/phone",
            "account",
            "home/../evil",
            "home\r\nLocation: https://evil.example",
            "home%0d%0aSet-Cookie: x=1",
            "home\x00",
            "home.evil.example",
            "home@evil.example",
            "home#https://evil.example",
            "home?to=https://evil.example",
            "HOME",
            "hоme",
            "https://shop.example/",
            "https://shop.example",
            "https://shop.example/cart?from=guiyi",
            "https://127.0.0.1:8000.evil.example/",
            "http://[::1]/",
            "http://2130706433/",
            "http://evil。example",
            "..",
            "./account",
            ".nowhere",
            "*",
            "null",
            "undefined",
            "0",
            "[]",
            "{}",
        )
    )
)
ALLOWED = {"https://shop.example"}


def test_there_are_enough_of_them():
    assert len(PAYLOADS) >= 60


def leads_elsewhere(answer):
    """Tell whether an answer sends the browser off the operator's list."""
    to = urlsplit(answer.headers.get("location", ""))
    origin = f"{to.scheme}://{to.netloc}" if to.netloc or to.scheme else ""
    return origin not in {"", PUBLIC, *ALLOWED} or to.path.startswith(("//", "/\\"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_address_is_no_target(site, payload):
    browser = site.browser()
    named = quote(payload, safe="")
    begun = [
        browser.get(f"/v1/{path}/authorize?return_to={named}") for path in ("qq/qq", "wechat/web")
    ]
    shown = [browser.get(f"/{path}?return_to={named}") for path in ("sign-in", "merge")]
    for answer in (*begun, shown[0]):
        assert answer.status_code == 400
    assert not any(map(leads_elsewhere, (*begun, *shown)))
    assert not any("evil" in str(one.headers) for one in (*begun, *shown))


@pytest.fixture(scope="module")
def hers(web_on_sqlite):
    """Somebody who is signed in: her browser, and her number."""
    return web_on_sqlite.signed_in(password=PASSWORD)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nor_in_a_form_of_hers(web_on_sqlite, hers, payload):
    """She was made to fill in a page whose hidden fields another wrote."""
    (browser, _), stranger = hers, web_on_sqlite.browser()
    browser.get("/account")
    said = [
        browser.post("/step-up", password=PASSWORD, next=payload),
        browser.post("/step-up/code", next=payload),
        browser.post("/step-up/provider", provider="qq", app="qq", next=payload),
        browser.get(f"/step-up?next={quote(payload, safe='')}"),
        browser.get(f"/account?return_to={quote(payload, safe='')}&next={quote(payload)}"),
    ]
    stranger.get("/sign-in")
    said.append(stranger.post("/sign-in/phone", choice="relink", return_to=payload))
    assert not any(map(leads_elsewhere, said))
    assert not any("evil" in urlsplit(one.headers.get("location", "")).netloc for one in said)


@pytest.mark.parametrize("payload", PAYLOADS[:20])
def test_nor_when_she_signs_in(site, payload):
    browser, number = site.signed_in(password=PASSWORD)
    browser.get("/sign-in?tab=password")
    fields = {"phone": number, "password": PASSWORD, "return_to": payload}
    before = browser.cookie("session")
    answer = browser.post("/sign-in/password", **fields)
    assert not leads_elsewhere(answer)
    assert answer.status_code == 400
    assert browser.cookie("session") == before


@pytest.mark.parametrize("target", ["home", "cart", ".account", ""])
def test_a_target_is_named_by_its_id(site, target):
    urls = {"cart": "https://shop.example/cart?from=guiyi", ".account": "/account"}
    person = site.somebody()
    site.signed_in(person)
    done = site.by(site.browser(), person, return_to=target)
    assert done.headers["location"] == urls.get(target, "https://shop.example/")
    assert done.status_code == 303
