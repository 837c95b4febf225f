"""Nobody is sent to an address that the operator did not name (bar 13)."""

from urllib.parse import quote, urlsplit

import pytest

from tests.browser.redirects import DOORS, OFF_LIST

MAIN, *OTHERS = DOORS


def stays(visitor, path):
    """Tell whether the browser asked for nothing but the service by following the address."""
    before = len(visitor.asked)
    visitor.page.goto(visitor.town.url + path, wait_until="commit")
    asked = {urlsplit(url).netloc for url in visitor.asked[before:]}
    return asked == {urlsplit(visitor.town.url).netloc}


def test_the_corpus_is_large_and_has_no_doubles():
    assert len(OFF_LIST) == len(set(OFF_LIST)) >= 60


@pytest.mark.parametrize(
    "door", [MAIN, *(pytest.param(door, marks=pytest.mark.soak) for door in OTHERS)]
)
def test_an_address_for_a_target_leads_nowhere(town, settle, visit, door):
    here = visit(java_script_enabled=False)
    here.carry(settle("qq", town.somebody()))
    astray = [one for one in OFF_LIST if not stays(here, door.format(quote(one, safe="")))]
    assert not astray


def test_a_callback_follows_no_address_of_its_own(town, visit):
    here, person = visit(), town.somebody()
    more = "".join(f"&{name}=%2F%2Fevil.test" for name in ("return_to", "redirect_uri", "next"))
    here.page.route(
        "**/callback?**",
        lambda route: route.continue_(url=f"{route.request.url}{more}"),
    )
    here.sign_in_by("qq", person)
    here.is_at("/bind")


@pytest.mark.parametrize("target", OFF_LIST[:4:3])
def test_a_form_that_was_tampered_with_leads_nowhere(town, settle, visit, target):
    number, here = town.number(), visit()
    settle("qq", town.somebody(), number, "correct horse")
    here.go("/sign-in?tab=password")
    here.fill(phone=number, password="correct horse")
    here.page.locator("input[name=return_to]").evaluate("(it, to) => { it.value = to }", target)
    here.press("sign_in")
    assert here.page.url.startswith(town.url)


@pytest.mark.parametrize("path", ["//evil.test", "//evil.test/%2f..", "/\\evil.test", "/%09/x"])
def test_an_odd_path_leads_nowhere(visit, path):
    here = visit()
    assert stays(here, path)
    here.sees("trouble_not_found")
    here.press("other_language")
    assert here.page.url.startswith(here.town.url)
