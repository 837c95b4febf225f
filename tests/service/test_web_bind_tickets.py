"""A newcomer's ticket on the pages: of one browser, for ten minutes, and once."""

from concurrent.futures import ThreadPoolExecutor

from tests.service.browsing import heading
from tests.service.phone_world import PASSWORD

AT_ONCE = 20


def test_one_ticket_sent_twenty_times_at_once_opens_one_account(either_site):
    person = either_site.somebody()
    browser = either_site.at_bind(person)
    sent = either_site.ask_at_bind(browser, either_site.number())
    csrf, ticket = browser.field("csrf"), browser.field("ticket")
    tabs = [browser.copy() for _ in range(AT_ONCE)]

    def send(tab):
        return either_site.fill_in(tab, sent, csrf=csrf, ticket=ticket, password=PASSWORD)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, tabs))
    assert sorted(one.status_code for one in answers)[0] == 303
    assert all(one.status_code in {303, 401, 409, 410, 503} for one in answers)
    entered = {either_site.account_at(tab) for tab in tabs if tab.cookie("session")}
    again = either_site.browser()
    either_site.by(again, person)
    assert entered == {either_site.account_at(again)}


def test_many_tickets_of_one_qq_at_once_open_one_account(either_site):
    person = either_site.somebody()
    browsers = [either_site.at_bind(person) for _ in range(4)]
    sent = [either_site.ask_at_bind(one, either_site.number()) for one in browsers]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(either_site.fill_in, browsers, sent))
    entered = {either_site.account_at(one) for one in browsers if one.cookie("session")}
    assert len(entered) == 1
    assert sum(one.status_code == 303 for one in answers) == 1


def test_a_ticket_of_another_browser_shows_nothing(site):
    browser, thief = site.at_bind(), site.browser()
    browser.get("/bind")
    ticket = browser.field("ticket")
    thief.cookies[thief.name("ticket")] = ticket
    assert thief.get("/bind").status_code == 410
    at_own = site.at_bind()
    sent = site.ask_at_bind(at_own, site.number())
    assert site.fill_in(at_own, sent, ticket=ticket).status_code == 410
    assert at_own.cookie("session") == ""


def test_a_page_that_is_old_says_so(site):
    browser = site.at_bind()
    browser.get("/bind")
    site.clock.advance(minutes=10)
    answer = browser.get("/bind")
    assert answer.status_code == 410
    assert heading(answer)
