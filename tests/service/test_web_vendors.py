"""People who come by QQ's and WeChat's other ways, told by the simulator over real HTTP."""

import pytest

from tests.service.phone_world import account_of, offers_of
from tests.service.world import problem

SHOP = "https://shop.example/"


def by_qq_mini(site, person):
    code = site.control("qq_login", app="qqmini", person=person)["code"]
    return site.service.post("/v1/qq/qqmini/login", json={"code": code})


def by_mobile_app(site, person):
    code = site.control("send_auth", app="phoneapp", person=person)["code"]
    return site.service.post("/v1/wechat/phoneapp/login", json={"code": code})


def at_once(site, person, provider="qq", app="qq"):
    """Come by a page as somebody who is known already; return her browser."""
    browser = site.browser()
    done = site.by(browser, person, provider, app)
    assert done.headers["location"] == SHOP, done.text
    return browser


class TestQqsMiniProgram:
    def test_opens_an_account_and_comes_back_to_it(self, either_site):
        person = either_site.somebody()
        first = by_qq_mini(either_site, person)
        assert (first.status_code, first.json()["code"]) == (201, "created")
        again = by_qq_mini(either_site, person)
        assert (again.status_code, account_of(again)) == (200, account_of(first))

    def test_shares_people_with_qqs_web_page(self, site):
        """One developer's apps know a person by one unionid."""
        person = site.somebody()
        first = by_qq_mini(site, person)
        assert site.account_at(at_once(site, person)) == account_of(first)

    def test_takes_a_code_once(self, site):
        code = site.control("qq_login", app="qqmini", person=site.somebody())["code"]
        body = {"code": code}
        assert site.service.post("/v1/qq/qqmini/login", json=body).status_code == 201
        again = site.service.post("/v1/qq/qqmini/login", json=body)
        assert problem(again) == (401, "code_rejected")

    @pytest.mark.parametrize("path", ["qq/shop", "wechat/qqmini", "qq/qq", "qq/nobodys"])
    def test_is_reached_by_its_own_route(self, site, path):
        code = site.control("qq_login", app="qqmini", person=site.somebody())["code"]
        answer = site.service.post(f"/v1/{path}/login", json={"code": code})
        assert answer.status_code == 404


class TestAMobileApp:
    def test_shares_people_with_the_mini_program(self, either_site):
        person = either_site.somebody()
        in_shop = either_site.sign_in(person)
        assert account_of(by_mobile_app(either_site, person)) == in_shop["account"]["id"]

    def test_opens_an_account(self, site):
        person = site.somebody()
        first = by_mobile_app(site, person)
        assert first.status_code == 201
        assert site.sign_in(person)["account"]["id"] == account_of(first)


class TestWechatsPage:
    def test_lands_on_the_mini_programs_account(self, either_site):
        person = either_site.somebody()
        in_shop = either_site.sign_in(person)
        browser = at_once(either_site, person, "wechat", "web")
        assert either_site.account_at(browser) == in_shop["account"]["id"]

    def test_so_does_the_official_accounts(self, site):
        person = site.somebody()
        in_shop = site.sign_in(person)
        browser = at_once(site, person, "wechat", "oa")
        assert site.account_at(browser) == in_shop["account"]["id"]

    def test_a_snapshot_is_nobody(self, site):
        """She has not opened the whole service: WeChat gives ids that are not hers."""
        browser, person = site.browser(), site.somebody(snapshot=True)
        answer = site.by(browser, person, "wechat", "oa")
        assert answer.status_code == 403
        assert "location" not in answer.headers
        assert browser.cookie("session") == browser.cookie("ticket") == ""

    def test_who_says_no_comes_back_with_the_state_alone(self, site):
        browser = site.browser()
        asked = site.leave(browser, "wechat", "web")
        answer = browser.get(f"{asked['redirect_uri']}?state={asked['state']}")
        assert answer.status_code == 403
        assert browser.cookie("session") == ""


class TestQqsPage:
    def test_without_leave_to_see_unionids_she_is_known_by_her_openid(self, site):
        """100048: QQ is asked once more without."""
        site.control("app", app="qq2", unionid_permission=False)
        person, browser = site.somebody(), site.browser()
        assert site.by(browser, person, app="qq2").headers["location"] == "/bind"
        site.fill_in(browser, site.ask_at_bind(browser, site.number()))
        again = at_once(site, person, app="qq2")
        assert site.account_at(again) == site.account_at(browser)
        kinds = {one["kind"] for one in again.get("/v1/me/identities").json()["identities"]}
        assert kinds == {"qq_openid", "phone"}
        assert site.by(site.browser(), person).headers["location"] == "/bind"
        site.control("app", app="qq2", unionid_permission=True)

    @pytest.mark.parametrize("kind", ["bad_gateway", "reset", "huge", "empty", "cut", "null"])
    def test_without_her_profile_she_comes_in_all_the_same(self, site, kind):
        person = site.somebody()
        browser, _ = site.signed_in(person)
        site.fault(kind, "/qq/user/get_user_info")
        again = site.browser()
        assert site.by(again, person).headers["location"] == SHOP
        assert site.account_at(again) == site.account_at(browser)
        site.wechat.delete("/__sim/faults")

    @pytest.mark.parametrize("endpoint", ["token", "me"])
    @pytest.mark.parametrize("kind", ["bad_gateway", "reset", "empty", "null", "list"])
    def test_without_her_openid_nobody_comes_in(self, site, endpoint, kind):
        person = site.somebody()
        site.signed_in(person)
        site.fault(kind, f"/qq/oauth2.0/{endpoint}")
        browser = site.browser()
        answer = site.by(browser, person)
        site.wechat.delete("/__sim/faults")
        assert answer.status_code in {401, 502, 503}
        assert browser.cookie("session") == browser.cookie("ticket") == ""
        assert "/v1/qq/qq/authorize" in answer.text

    def test_whoever_does_not_agree_does_not_come_in(self, site):
        site.control("modes", qq_deny="usercancel")
        browser = site.browser()
        asked = site.leave(browser)
        answer = browser.get(f"{asked['redirect_uri']}?usercancel=1&state={asked['state']}")
        assert answer.status_code == 403
        assert browser.cookie("session") == ""
        site.control("modes", qq_deny="closed")


class TestWhereANumberIsNotAskedFor:
    """qq_bind = "optional"."""

    @pytest.fixture
    def open_site(self, another_site):
        return another_site(GUIYI_POLICY__QQ_BIND="optional")

    @pytest.mark.parametrize(("provider", "app"), [("qq", "qq"), ("wechat", "web")])
    def test_a_newcomer_has_an_account_at_once(self, open_site, provider, app):
        person = open_site.somebody()
        browser = at_once(open_site, person, provider, app)
        again = at_once(open_site, person, provider, app)
        assert open_site.account_at(again) == open_site.account_at(browser)
        assert open_site.me(browser).json()["phone"] is None

    def test_who_unbound_her_qq_lately_is_asked_on_the_page(self, open_site):
        person, number = open_site.somebody(), open_site.number()
        browser = at_once(open_site, person)
        browser.get("/account/phone")
        browser.post("/account/phone/code", phone=number)
        open_site.transactions[number] = browser.field("transaction")
        sent = open_site.received(number)
        assert browser.post("/account/phone", **sent.signing_in).status_code == 303
        account = open_site.account_at(browser)
        identities = browser.get("/v1/me/identities").json()["identities"]
        of_qq = next(one["id"] for one in identities if one["kind"] == "qq_openid")
        browser.get("/account")
        assert browser.post("/account/unbind", identity_id=of_qq).status_code == 303
        newcomer = open_site.browser()
        assert open_site.by(newcomer, person).headers["location"] == "/bind"
        other = open_site.ask_at_bind(newcomer, open_site.number())
        asked = open_site.fill_in(newcomer, other)
        assert 'value="start_afresh"' in asked.text
        kept = {name: newcomer.field(name) for name in ("ticket", *other.signing_in)}
        afresh = newcomer.post("/bind", choice="start_afresh", **kept)
        assert afresh.headers["location"] == SHOP
        assert open_site.account_at(newcomer) != account

    def test_by_the_mini_program_she_is_asked_by_the_api(self, site):
        person = site.somebody()
        browser, _ = site.signed_in(person)
        identities = browser.get("/v1/me/identities").json()["identities"]
        of_qq = next(one["id"] for one in identities if one["kind"].startswith("qq"))
        browser.get("/account")
        browser.post("/account/unbind", identity_id=of_qq)
        answer = by_qq_mini(site, person)
        assert problem(answer) == (409, "identity_quarantined")
        assert "start_afresh" in offers_of(answer)
