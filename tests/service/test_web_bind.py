"""Table T9 through the pages: a newcomer names her number in a browser."""

import pytest

from tests.service.phone_world import PASSWORD, account_of

OTHER_PASSWORD = "a boat on the Grand Canal"
SHOP, CART = "https://shop.example/", "https://shop.example/cart?from=guiyi"


class TestANewcomer:
    def test_has_an_account_and_goes_where_she_wanted_to(self, either_site):
        browser, number = either_site.at_bind(return_to="cart"), either_site.number()
        sent = either_site.ask_at_bind(browser, number)
        done = either_site.fill_in(browser, sent, password=PASSWORD)
        assert (done.status_code, done.headers["location"]) == (303, CART)
        assert either_site.account_at(browser) == account_of(either_site.by_password(number))

    def test_comes_straight_in_the_next_time(self, either_site):
        person = either_site.somebody()
        browser, _ = either_site.signed_in(person)
        again = either_site.browser()
        assert either_site.by(again, person).headers["location"] == SHOP
        assert either_site.account_at(again) == either_site.account_at(browser)
        assert again.cookie("session") != browser.cookie("session")

    def test_is_told_what_was_wrong_with_her_code(self, site):
        browser = site.at_bind()
        sent = site.ask_at_bind(browser, site.number())
        wrong = site.fill_in(browser, sent.mistyped())
        assert wrong.status_code == 401
        assert browser.cookie("session") == ""
        assert site.fill_in(browser, sent).headers["location"] == SHOP

    def test_whose_qq_was_taken_meanwhile_is_told_so(self, site):
        """Her ticket is used up: the page says what is wrong all the same."""
        person, other = site.somebody(), site.browser()
        browser = site.at_bind(person)
        site.by(other, person)
        site.fill_in(other, site.ask_at_bind(other, site.number()))
        taken = site.fill_in(browser, site.ask_at_bind(browser, site.number()))
        assert taken.status_code == 409
        assert "identity_taken" not in taken.text
        assert 'action="/bind"' not in taken.text


class TestNothingIsTold:
    def test_before_the_code_is_right(self, site):
        """Bar 30: of five numbers nobody could tell which has an account."""
        with_password, _ = site.with_password()
        without = site.number()
        site.by_sms(without)
        told = set()
        for number in (with_password, without, site.number()):
            browser = site.at_bind()
            sent = site.ask_at_bind(browser, number)
            pages = [browser.page.text]
            for password in ("", PASSWORD, OTHER_PASSWORD):
                more = {"password": password} if password else {}
                pages.append(site.fill_in(browser, sent.mistyped(), **more).text)
            secrets = (browser.field("ticket"), browser.field("csrf"), sent.transaction, number)
            told.add(tuple(without_all(page, secrets) for page in pages))
        assert len(told) == 1

    @pytest.mark.parametrize(
        "forged", ["openid", "unionid", "subject", "account_id", "provider", "identity", "user_id"]
    )
    def test_to_or_by_the_browser_of_who_she_is(self, site, forged):
        """Bar 22 and T22: who she is stays with us; a field that says otherwise says nothing."""
        victim = site.somebody()
        theirs, _ = site.signed_in(victim)
        browser, number = site.at_bind(), site.number()
        sent = site.ask_at_bind(browser, number)
        for known in (victim, site.account_at(theirs)):
            assert known not in browser.page.text
        answer = site.fill_in(browser, sent, **{forged: site.account_at(theirs)})
        assert answer.status_code in {303, 400}
        again = site.browser()
        site.by(again, victim)
        assert site.account_at(again) == site.account_at(theirs)


def without_all(text, secrets):
    for secret in secrets:
        text = text.replace(secret, "")
    return text


class TestAnAccountsNumber:
    def test_its_password_links_her_qq(self, either_site):
        site = either_site
        number, _ = site.with_password()
        person = site.somebody()
        browser = site.at_bind(person, return_to="cart")
        asked = site.fill_in(browser, site.ask_at_bind(browser, number))
        assert 'name="password"' in asked.text
        wrong = browser.post("/bind", ticket=browser.field("ticket"), password=OTHER_PASSWORD)
        assert wrong.status_code == 401
        right = browser.post("/bind", ticket=browser.field("ticket"), password=PASSWORD)
        assert right.headers["location"] == CART
        again = site.browser()
        site.by(again, person)
        assert site.account_at(again) == account_of(site.by_password(number))

    @pytest.fixture
    def conflict(self, site):
        """Return a newcomer's browser, her id, and the first browser of whose number it is."""
        first, number = site.signed_in(password=PASSWORD)
        person = site.somebody()
        browser = site.at_bind(person)
        sent = site.ask_at_bind(browser, number)
        assert 'name="replace"' in site.fill_in(browser, sent, password=PASSWORD).text
        return browser, person, site.account_at(first)

    def test_another_qq_there_may_stay(self, site, conflict):
        browser, person, account = conflict
        done = browser.post("/bind", ticket=browser.field("ticket"), link="no")
        assert done.headers["location"] == SHOP
        assert site.account_at(browser) == account
        assert site.by(site.browser(), person).headers["location"] == "/bind"

    def test_or_be_replaced(self, site, conflict):
        """The password that was right before need not be typed again."""
        browser, person, account = conflict
        done = browser.post("/bind", ticket=browser.field("ticket"), replace="yes")
        assert done.headers["location"] == SHOP
        again = site.browser()
        site.by(again, person)
        assert site.account_at(again) == account

    def test_a_stale_number_asks_whose_it_is(self, site):
        number, _ = site.with_password()
        site.clock.advance(days=91)
        browser = site.at_bind(return_to="cart")
        asked = site.fill_in(browser, site.ask_at_bind(browser, number))
        assert 'value="claim"' in asked.text
        claimed = browser.post(
            "/bind", choice="claim", ticket=browser.field("ticket"), claim=browser.field("claim")
        )
        assert claimed.headers["location"] == CART
        assert site.by_password(number).status_code == 401

    def test_and_opens_with_its_password_on_the_same_page(self, site):
        number, _ = site.with_password()
        before = account_of(site.by_password(number))
        site.clock.advance(days=91)
        browser = site.at_bind(return_to="cart")
        sent = site.ask_at_bind(browser, number)
        wrong = site.fill_in(browser, sent, password=OTHER_PASSWORD)
        assert 'value="claim"' in wrong.text
        ticket = browser.field("ticket")
        right = browser.post("/bind", ticket=ticket, password=PASSWORD)
        assert right.headers["location"] == CART
        assert site.account_at(browser) == before

    def test_where_there_is_no_password_it_can_be_claimed_and_she_goes_on(self, site):
        number = site.number()
        before = account_of(site.by_sms(number))
        site.clock.advance(days=91)
        browser = site.at_bind(return_to="cart")
        asked = site.fill_in(browser, site.ask_at_bind(browser, number))
        assert 'value="claim"' in asked.text
        kept = {name: browser.field(name) for name in ("ticket", "return_to")}
        claimed = browser.post("/sign-in/ownership", choice="claim", **kept)
        assert claimed.headers["location"] == CART
        assert site.account_at(browser) != before


class TestWhatWasUnboundLately:
    @pytest.fixture
    def unbound(self, site):
        """Return who has unbound her QQ, and keeps her number; and her account."""
        person = site.somebody()
        browser, _ = site.signed_in(person)
        account = site.account_at(browser)
        identities = browser.get("/v1/me/identities").json()["identities"]
        of_qq = next(one["id"] for one in identities if one["kind"].startswith("qq"))
        browser.get("/account")
        assert browser.post("/account/unbind", identity_id=of_qq).status_code == 303
        return person, account

    def test_is_asked_about_on_the_page(self, site, unbound):
        person, account = unbound
        browser = site.at_bind(person, return_to="cart")
        sent = site.ask_at_bind(browser, site.number())
        asked = site.fill_in(browser, sent)
        assert 'value="start_afresh"' in asked.text
        fields = ("ticket", "phone", "transaction", "sms_code")
        kept = {name: browser.field(name) for name in fields}
        relink = browser.post("/bind", choice="relink", **kept)
        assert relink.headers["location"] == "/sign-in?return_to=cart"
        afresh = browser.post("/bind", choice="start_afresh", **kept)
        assert afresh.headers["location"] == CART
        assert site.account_at(browser) != account


def test_it_is_the_same_by_wechats_page(site):
    browser = site.at_bind(provider="wechat", app="web")
    done = site.fill_in(browser, site.ask_at_bind(browser, site.number()))
    assert done.headers["location"] == SHOP
