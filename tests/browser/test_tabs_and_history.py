"""Two tabs of one browser, and the back button."""

import pytest


def begun(visitor, provider, target=""):
    """Go as far as the provider's page."""
    visitor.go(f"/sign-in?return_to={target}" if target else "/sign-in")
    visitor.press("continue_with", label=visitor.say(f"provider_{provider}"))


def test_two_sign_ins_begun_side_by_side_both_end(town, settle, visit):
    person = town.somebody()
    settle("qq", person)
    here = visit()
    begun(here, "qq")
    first = here.new_tab()
    begun(here, "qq", "shop")
    second, here.page = here.page, first
    here.choose(person)
    here.is_at("/account")
    here.page = second
    here.choose(person)
    here.is_at(f"{town.shop}/welcome")
    assert here.is_signed_in()


def test_of_two_bind_pages_the_second_is_out_of_date(town, visit):
    person = town.somebody()
    here = visit()
    here.sign_in_by("qq", person)
    first = here.new_tab()
    here.sign_in_by("qq", person)
    second, here.page = here.page, first
    here.prove(town.number())
    here.press("bind_and_sign_in")
    account = here.account_id()
    here.page = second
    here.fill(phone=town.number())
    here.press("send_code")
    here.sees("trouble_cross_site")
    here.press("go_to_account")
    assert here.account_id() == account


def test_the_page_of_a_first_tab_still_knows_whom_it_greeted(town, visit):
    mine, friends = town.somebody("小林"), town.somebody("阿伟")
    here = visit()
    here.sign_in_by("qq", mine)
    first = here.new_tab()
    here.sign_in_by("qq", friends)
    here.reads("bind_lead_code", nickname="阿伟", provider="QQ")
    here.page = first
    here.prove(town.number())
    here.reads("code_sent", phone=here.page.locator("input[name=phone]").first.input_value())
    here.press("bind_and_sign_in")
    assert here.is_signed_in()
    assert here.page.locator("h1").text_content() == "小林"


@pytest.mark.parametrize("key", ["bind_title_code", "trouble_ticket_rejected"])
def test_going_back_on_the_bind_page_and_after_it(town, visit, key):
    person = town.somebody()
    here = visit()
    here.sign_in_by("qq", person)
    if key == "trouble_ticket_rejected":
        here.prove(town.number())
        here.press("bind_and_sign_in")
        here.is_at("/account")
    else:
        here.go("/sign-in")
    here.go("/sign-in")
    here.go("/bind")
    here.sees(key)
    here.page.go_back()
    here.sees("sign_in_title")
    here.page.go_forward()
    here.sees(key)


def test_another_number_after_going_back(town, visit):
    here = visit()
    here.sign_in_by("qq", town.somebody())
    here.prove(town.number())
    here.page.go_back()
    here.sees("bind_title_code")
    here.prove(town.number())
    here.press("bind_and_sign_in")
    assert here.is_signed_in()


def test_back_after_signing_out_shows_nothing_of_the_account(town, settle, visit):
    here = visit()
    here.carry(settle("qq", town.somebody("陈晨")))
    here.go("/account")
    here.press("sign_out")
    here.sees("sign_in_title")
    here.page.go_back()
    here.sees("sign_in_title")
    assert "陈晨" not in here.page.content()


def test_a_callback_that_is_opened_again_leads_nowhere(town, visit):
    here, person = visit(), town.somebody()
    begun(here, "qq")
    with here.page.expect_request("**/callback?**") as called:
        here.choose(person)
    here.go(called.value.url)
    here.sees("trouble_state_rejected")
    another = visit()
    another.go(called.value.url)
    another.sees("trouble_state_rejected")
