"""People sign in by QQ and WeChat: for the first time, again, and where they had an account."""

import pytest

BOTH = pytest.mark.parametrize("language", ["zh", "en"])


@BOTH
def test_a_newcomer_by_qq_names_her_number_and_is_sent_where_she_wanted_to_go(
    town, visit, language
):
    person, number = town.somebody("小林"), town.number()
    lin = visit(language)
    lin.sign_in_by("qq", person, target="shop")
    lin.sees("bind_title_code")
    lin.reads("bind_lead_code", nickname="小林", provider="QQ")
    lin.prove(number)
    lin.press("bind_and_sign_in")
    lin.is_at(f"{town.shop}/welcome")
    assert lin.is_signed_in()
    lin.reads("provider_qq")
    lin.sign_in_by("qq", person, target="shop")
    lin.is_at(f"{town.shop}/welcome")


def test_whoever_comes_again_by_qq_goes_straight_in(town, settle, visit):
    person = town.somebody()
    settle("qq", person)
    again = visit()
    again.sign_in_by("qq", person)
    again.is_at("/account")


def test_all_of_it_works_without_javascript(town, visit):
    person, number = town.somebody(), town.number()
    plain = visit(java_script_enabled=False)
    plain.sign_in_by("qq", person, target="shop")
    plain.prove(number)
    plain.press("bind_and_sign_in")
    plain.is_at(f"{town.shop}/welcome")
    assert plain.is_signed_in()


def test_wechats_qr_code_opens_the_account_of_the_mini_program(town, visit):
    person = town.somebody("陈晨")
    account = town.press("sign_in", person)["account"]["id"]
    chen = visit()
    chen.sign_in_by("wechat", person)
    chen.is_at("/account")
    assert chen.account_id() == account


def test_a_qq_joins_the_account_of_a_number_by_its_password(town, settle, visit):
    number = town.number()
    settle("wechat", town.somebody(), number, "correct horse")
    town.clock.advance(seconds=61)
    here = visit()
    here.sign_in_by("qq", town.somebody())
    here.prove(number)
    here.press("bind_and_sign_in")
    here.sees("bind_title_password")
    here.fill(password="not that horse")
    here.press("bind_and_sign_in")
    here.sees("bind_title_password")
    assert here.page.locator("#password-error").is_visible()
    here.fill(password="correct horse")
    here.press("bind_and_sign_in")
    here.is_at("/account")
    here.reads("provider_qq")
    here.reads("provider_wechat")


def test_a_password_beside_the_code_saves_the_question(town, settle, visit):
    number = town.number()
    settle("wechat", town.somebody(), number, "correct horse")
    town.clock.advance(seconds=61)
    here = visit()
    here.sign_in_by("qq", town.somebody())
    here.prove(number)
    here.fill(password="correct horse")
    here.press("bind_and_sign_in")
    here.is_at("/account")


def test_a_wrong_code_may_be_mended(town, visit):
    number = town.number()
    here = visit()
    here.sign_in_by("qq", town.somebody())
    here.prove(number)
    code = town.code(number)
    here.fill(sms_code=f"{(int(code) + 1) % 10**6:06d}")
    here.press("bind_and_sign_in")
    assert here.page.locator("#sms_code-error").is_visible()
    here.fill(sms_code=code)
    here.press("bind_and_sign_in")
    here.is_at("/account")


@pytest.mark.parametrize("provider", ["qq", "wechat"])
def test_whoever_says_no_hears_how_to_go_on(town, visit, provider):
    town.control("modes", qq_deny="usercancel")
    here, person = visit(), town.somebody()
    here.go("/sign-in?return_to=shop")
    here.press("continue_with", label=here.say(f"provider_{provider}"))
    here.deny()
    here.sees("trouble_provider_denied")
    here.press("try_again")
    here.choose(person)
    here.sees("bind_title_code")
    assert not here.is_signed_in()


def test_signing_in_by_number_makes_an_account_too(town, visit):
    here, number = visit(), town.number()
    here.go("/sign-in?return_to=shop")
    here.prove(number)
    here.press("sign_in")
    here.is_at(f"{town.shop}/welcome")
    assert here.is_signed_in()
