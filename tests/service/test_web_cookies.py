"""Bar 12: cookies, and the sessions in them. Their flags are looked at wherever one is set."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.service.phone_world import PASSWORD

PLANTED = "x" * 43


@pytest.fixture(params=["web_on_sqlite", "by_tls"])
def site(request):
    """Pages by http, for development, and behind TLS."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def hers(site):
    return site.signed_in(password=PASSWORD)[0]


def session_ids(browser):
    return {one["id"] for one in browser.get("/v1/sessions").json()["sessions"]}


class TestTheirNames:
    def test_by_tls_they_are_bound_to_the_host(self, by_tls):
        browser, _ = by_tls.signed_in()
        browser.get("/account?lang=zh")
        assert {name.removeprefix("__Host-guiyi-") for name in browser.cookies} == {
            "browser",
            "session",
            "refresh",
            "lang",
        }

    def test_and_what_a_neighbour_could_set_means_nothing(self, by_tls):
        """A sub-domain may set a cookie of the plain name for all of them."""
        browser, _ = by_tls.signed_in()
        plain = {name.removeprefix("__Host-"): value for name, value in browser.cookies.items()}
        neighbour = by_tls.browser()
        neighbour.cookies = plain
        assert by_tls.me(neighbour).status_code == 401
        assert neighbour.get("/account").status_code == 303

    @pytest.mark.parametrize("name", ["session", "browser", "refresh", "ticket"])
    def test_of_two_of_one_name_neither_is_believed(self, site, hers, name):
        twice = "; ".join(f"{key}={value}" for key, value in hers.cookies.items())
        own = hers.cookie(name) or PLANTED
        for other in (PLANTED, own):
            said = hers.get("/v1/me", Cookie=f"{twice}; {hers.name(name)}={other}")
            assert said.status_code == (401 if name == "session" else 200)

    def test_one_that_is_endless_is_none(self, hers):
        assert hers.get("/account", Cookie=f"{hers.name('session')}={'x' * 9000}").status_code in {
            303,
            431,
        }


class TestTheSession:
    def test_is_another_after_every_sign_in(self, site, hers):
        """Whichever way; and what was planted before never comes alive."""
        person = site.somebody()
        browser = site.browser()
        ways = [
            lambda: site.by(browser, person),
            lambda: site.fill_in(browser, site.ask_at_bind(browser, site.number())),
            lambda: site.by(browser, person),
        ]
        seen = {PLANTED}
        for name in ("session", "refresh"):
            browser.cookies[browser.name(name)] = PLANTED
        for go in ways:
            go()
            seen.add(browser.cookie("session"))
        assert len(seen) == 3
        planted = site.browser()
        planted.cookies[planted.name("session")] = PLANTED
        assert site.me(planted).status_code == 401

    def test_by_number_and_password_too(self, site):
        first, number = site.signed_in(password=PASSWORD)
        before = first.cookie("session")
        first.get("/sign-in?tab=password")
        first.post("/sign-in/password", phone=number, password=PASSWORD)
        assert first.cookie("session") not in {"", before}

    def test_ends_where_another_takes_its_place(self, site):
        browser, number = site.signed_in(password=PASSWORD)
        former = browser.copy()
        browser.get("/sign-in?tab=password")
        browser.post("/sign-in/password", phone=number, password=PASSWORD)
        assert site.me(former).status_code == 401
        assert site.me(browser).status_code == 200

    def test_ends_here(self, site, hers):
        stolen = hers.copy()
        hers.get("/account")
        assert hers.post("/account/sign-out", scope="this").status_code == 303
        assert hers.cookie("session") == hers.cookie("refresh") == ""
        assert site.me(stolen).status_code == 401
        assert stolen.get("/account").headers["location"].startswith("/sign-in")

    def test_ends_elsewhere_and_everywhere(self, site):
        person = site.somebody()
        here, _ = site.signed_in(person)
        there = site.browser()
        site.by(there, person)
        here.get("/account")
        here.post("/account/sign-out", scope="others")
        assert site.me(there).status_code == 401
        assert site.me(here).status_code == 200
        site.by(there, person)
        there.get("/account")
        there.post("/account/sign-out", scope="all")
        assert site.me(here).status_code == 401

    def test_is_no_other_account_s_by_any_other_cookie(self, site, hers):
        other = site.signed_in()[0]
        for name in ("browser", "refresh"):
            mixed = hers.copy()
            mixed.cookies[mixed.name(name)] = other.cookie(name)
            assert site.account_at(mixed) == site.account_at(hers)


class TestRenewal:
    """The access token lasts two hours; then the other cookie renews both."""

    def test_happens_unseen_and_once(self, site, hers):
        before = dict(hers.cookies)
        site.clock.advance(hours=2)
        assert hers.get("/account").status_code == 200
        assert hers.cookie("session") != before[hers.name("session")]
        assert hers.cookie("refresh") != before[hers.name("refresh")]
        after = dict(hers.cookies)
        assert hers.get("/account").status_code == 200
        assert hers.cookies == after

    def test_happens_for_the_api_too_and_the_page_stays_good(self, site, hers):
        """Its token is bound to the session, which goes on."""
        hers.get("/account")
        site.clock.advance(hours=2)
        assert hers.post("/account/profile", nickname="小林").status_code == 303
        site.clock.advance(hours=2)
        assert site.me(hers).json()["profile"]["nickname"] == "小林"

    def test_for_two_requests_at_once(self, site, hers):
        """One rotates, and the other is given the same: neither signs her out."""
        site.clock.advance(hours=2)
        tabs = [hers.copy() for _ in range(6)]
        with ThreadPoolExecutor(len(tabs)) as pool:
            answers = list(pool.map(site.me, tabs))
        assert {one.status_code for one in answers} == {200}
        assert len({one.cookie("refresh") for one in tabs}) == 1
        assert len(session_ids(tabs[0])) == len(session_ids(tabs[-1])) == 1

    def test_by_an_old_cookie_signs_everybody_out(self, site, hers):
        """Somebody has a copy of it: the session ends for both."""
        stolen = hers.copy()
        for _ in range(2):
            site.clock.advance(hours=2)
            assert hers.get("/account").status_code == 200
        answer = stolen.get("/account")
        assert answer.headers["location"].startswith("/sign-in")
        assert stolen.cookie("session") == ""
        assert site.me(hers).status_code == 401

    def test_not_after_thirty_days(self, site, hers):
        site.clock.advance(days=30)
        assert hers.get("/account").status_code == 303
        assert "session" not in {name.rpartition("-")[2] for name in hers.cookies}
