"""Where WeChat's authorize pages send people, and where never."""

import pytest

from tests.simulator.playing import CALLBACK
from tests.simulator.signing_in import (
    OA_PAGE,
    WEBSITE_PAGE,
    answer_page,
    error_of,
    oa_link,
    shown,
    website_link,
)

BOTH = pytest.mark.parametrize(
    ("page", "link"), [(WEBSITE_PAGE, website_link), (OA_PAGE, oa_link)]
)


@pytest.mark.parametrize(
    "address",
    [
        "https://site.example.evil.example/",
        "https://evil.example/?site.example",
        "https://site.example@evil.example/",
        "https://evil.example\\@site.example/",
        "https://site.example\\.evil.example/",
        "https://site.example:443@evil.example/",
        "https://site.example\n.evil.example/",
        " https://site.example/",
        "//site.example/",
        "javascript:alert(1)//site.example/",
        "site.example/callback",
    ],
)
@BOTH
def test_nobody_is_sent_where_the_domain_is_another_to_any_browser(sim, page, link, address):
    assert "10003" in error_of(sim, page, link(redirect_uri=address))


@pytest.mark.parametrize(
    "address", ["http://site.example", "https://SITE.example:8443/a/b?c=d#e", CALLBACK]
)
@BOTH
def test_any_address_on_the_domain_will_do(sim, page, link, address):
    answer = answer_page(sim, page, link(redirect_uri=address), allow="xiaolin")
    assert answer.status_code == 302
    assert answer.headers["location"].lower().startswith(address.lower().partition("#")[0])


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/cb", "http://[::1]:8000/cb"])
@BOTH
def test_an_app_without_a_domain_takes_any_address(sim, page, link, address):
    sim.control("app", app="web", redirect_domain=None)
    sim.control("app", app="oa", redirect_domain=None)
    location = answer_page(sim, page, link(redirect_uri=address), allow="awei").headers["location"]
    assert location.startswith(f"{address}?code=")
    assert "10003" in shown(sim, page, link(redirect_uri="ftp://127.0.0.1/"))
