"""Behind TLS: the main flow, and cookies that nobody but the host itself can set (bar 12)."""

from urllib.parse import urlsplit

import pytest

from tests.browser.deployment import HOST

SESSION = "__Host-guiyi-session"


@pytest.fixture
def newcomer(safe_town, visitors):
    """Let somebody have an account, wholly in her browser."""

    def come():
        here = visitors(safe_town)
        here.sign_in_by("qq", safe_town.somebody(), target="shop")
        here.prove(safe_town.number())
        here.press("bind_and_sign_in")
        here.is_at(f"{safe_town.shop}/welcome")
        return here

    return come


def cookies(visitor):
    return {one["name"]: one for one in visitor.context.cookies()}


def test_every_cookie_is_bound_to_the_host_and_hidden_from_scripts(newcomer):
    here = newcomer()
    assert here.is_signed_in()
    kept = cookies(here)
    assert {SESSION, "__Host-guiyi-refresh", "__Host-guiyi-browser"} <= set(kept)
    for name, one in kept.items():
        assert name.startswith("__Host-")
        assert (one["secure"], one["httpOnly"], one["sameSite"]) == (True, True, "Lax")
        assert (one["domain"], one["path"]) == (HOST, "/")
        assert len(name) + len(one["value"]) <= 4096
    assert here.page.evaluate("document.cookie") == ""


def test_a_session_that_a_sister_site_sets_signs_nobody_in(safe_town, visitors, newcomer):
    foe, victim = newcomer(), visitors(safe_town)
    stolen = cookies(foe)[SESSION]["value"]
    victim.go(safe_town.shop)
    for name in ("guiyi-session", SESSION, "__Secure-guiyi-session", "guiyi-browser"):
        victim.page.evaluate(
            "([name, value]) => { document.cookie = `${name}=${value}; domain=guiyi.test` }",
            [name, stolen],
        )
    assert not victim.is_signed_in()
    sent = victim.context.cookies(safe_town.url)
    assert "guiyi-session" in {one["name"] for one in sent}, "it did come along"
    assert SESSION not in {one["name"] for one in sent}


def test_a_session_planted_before_signing_in_is_not_the_one_after(safe_town, visitors):
    person, number = safe_town.somebody(), safe_town.number()
    here = visitors(safe_town)
    here.sign_in_by("qq", person)
    here.prove(number)
    here.press("bind_and_sign_in")
    planted = cookies(here)
    here.press("sign_out")
    victim, foe = visitors(safe_town), visitors(safe_town)
    for browser in (victim, foe):
        browser.context.add_cookies([planted[SESSION], planted["__Host-guiyi-browser"]])
    assert not foe.is_signed_in()
    victim.sign_in_by("qq", person)
    assert cookies(victim)[SESSION]["value"] != planted[SESSION]["value"]
    assert not foe.is_signed_in()


def test_each_sign_in_has_a_session_of_its_own(safe_town, newcomer):
    here = newcomer()
    first = cookies(here)[SESSION]["value"]
    here.go("/account")
    here.press("sign_out")
    assert SESSION not in cookies(here)
    here.sign_in_by("qq", safe_town.somebody())
    here.prove(safe_town.number())
    here.press("bind_and_sign_in")
    assert cookies(here)[SESSION]["value"] != first


def test_the_provider_is_another_site_and_the_way_back_still_knows_the_browser(newcomer):
    here = newcomer()
    hosts = [urlsplit(url).hostname for url in here.asked]
    assert {HOST, "127.0.0.1", "shop.guiyi.test"} == set(hosts)
