"""What people do on the page of their account."""

import pytest


@pytest.fixture
def newcomer(town, settle, visit):
    """Let somebody have an account by QQ and number; return her browser, her and the number."""

    def come(password=""):
        person, number, here = town.somebody(), town.number(), visit()
        here.carry(settle("qq", person, number, password))
        here.go("/account")
        return here, person, number

    return come


def test_signing_out_here_leaves_the_others_signed_in(visit, newcomer):
    here, person, _ = newcomer()
    other = visit()
    other.sign_in_by("qq", person)
    here.press("sign_out")
    here.reads("notice_signed_out")
    assert not here.is_signed_in()
    assert other.is_signed_in()


def test_signing_out_everywhere_signs_out_every_browser(visit, newcomer):
    here, person, _ = newcomer()
    other = visit()
    other.sign_in_by("qq", person)
    here.go("/account")
    here.press("sign_out_all")
    assert not other.is_signed_in()
    assert not here.is_signed_in()


def test_the_other_devices_go_at_once_or_one_by_one(visit, newcomer):
    here, person, _ = newcomer()
    others = [visit(), visit()]
    for other in others:
        other.sign_in_by("qq", person)
    here.go("/account")
    here.press("device_end_named", label="Chrome · Linux")
    here.reads("notice_device_ended")
    assert sum(other.is_signed_in() for other in others) == 1
    here.press("sign_out_others")
    here.reads("notice_others_ended")
    assert not any(other.is_signed_in() for other in others)
    assert here.is_signed_in()


def test_a_session_goes_on_when_its_access_token_is_old(town, newcomer):
    here, _, _ = newcomer()
    town.clock.advance(hours=3)
    assert here.is_signed_in()


@pytest.mark.parametrize("proof", ["code", "password", "qq"])
def test_an_important_change_asks_for_a_fresh_proof(town, newcomer, proof):
    here, person, number = newcomer(password="correct horse")
    town.clock.advance(minutes=11)
    here.go("/account/phone")
    here.sees("step_up_title")
    if proof == "code":
        masked = f"{number[:3]}****{number[-4:]}"
        here.press("send_code_to", phone=masked)
        here.fill(sms_code=town.code(number))
        here.press("continue")
    elif proof == "password":
        here.fill(password="correct horse")
        here.press("continue")
    else:
        here.press("prove_with", label="QQ")
        here.choose(person)
    here.sees("phone_title_change")


def test_a_number_changes_and_the_new_one_signs_in(town, visit, newcomer):
    here, _, _ = newcomer()
    account = here.account_id()
    here.unfold("phone")
    here.press("phone_change")
    new = town.number()
    here.prove(new)
    here.press("phone_change")
    here.reads("notice_bound")
    town.clock.advance(seconds=61)
    other = visit()
    other.go("/sign-in")
    other.prove(new)
    other.press("sign_in")
    assert other.account_id() == account


def test_a_password_is_set_used_and_removed(visit, newcomer):
    here, _, number = newcomer()
    here.press("password_set")
    here.fill(password="short")
    here.page.locator("input[name=password]").evaluate("it => it.removeAttribute('minlength')")
    here.press("save")
    assert here.page.locator("#password-error").is_visible()
    here.fill(password="correct horse")
    here.press("save")
    here.reads("notice_saved")
    other = visit()
    other.go("/sign-in?tab=password")
    other.fill(phone=number, password="correct horse")
    other.press("sign_in")
    other.is_at("/account")
    here.unfold("password")
    here.press("password_remove")
    here.reads("notice_removed")
    late = visit()
    late.go("/sign-in?tab=password")
    late.fill(phone=number, password="correct horse")
    late.press("sign_in")
    assert late.page.locator("#password-error").is_visible()


def test_a_forgotten_password_is_reset_by_a_code(town, visit, newcomer):
    here, _, number = newcomer(password="correct horse")
    town.clock.advance(seconds=61)
    lost = visit()
    lost.go("/sign-in?tab=password")
    lost.press("forgot_password")
    lost.prove(number)
    lost.fill(password="another horse")
    lost.press("reset")
    lost.reads("notice_reset")
    lost.fill(phone=number, password="another horse")
    lost.press("sign_in")
    lost.is_at("/account")
    assert not here.is_signed_in()


def test_a_name_changes(newcomer):
    here, _, _ = newcomer()
    here.unfold("nickname_edit")
    here.fill(nickname="林小姐")
    here.press("save")
    here.reads("notice_saved")
    assert here.page.locator("h1").text_content() == "林小姐"


def test_a_qq_goes_and_whoever_comes_by_it_is_asked(newcomer):
    here, person, _ = newcomer()
    here.unfold("provider_qq")
    here.press("unbind_confirm")
    here.reads("notice_unbound")
    here.press("sign_out")
    here.sign_in_by("qq", person)
    here.sees("bind_title_code")


def test_the_language_changes_on_every_page_and_stays(newcomer):
    here, _, _ = newcomer()
    here.press("other_language")
    here.language = "zh"
    here.reads("methods")
    here.press("sign_out")
    here.sees("sign_in_title")


@pytest.mark.parametrize("choice", ["relink", "start_afresh"])
def test_a_qq_that_was_unbound_lately_may_go_back_or_start_afresh(town, newcomer, choice):
    here, person, _ = newcomer()
    account = here.account_id()
    here.unfold("provider_qq")
    here.press("unbind_confirm")
    here.press("sign_out")
    here.sign_in_by("qq", person)
    here.prove(town.number())
    here.press("bind_and_sign_in")
    here.sees("choose_title_qq")
    here.press(choice)
    if choice == "relink":
        here.sees("sign_in_title")
    else:
        assert here.account_id() != account
