"""Two accounts of one person become one on the page, and two again."""

import pytest


@pytest.fixture
def both(town, settle, visit):
    """Let one person have two accounts; return her browser at the first, and the two ways in."""

    def come():
        qq, wechat = town.somebody("小林"), town.somebody("林林")
        settle("wechat", wechat)
        settle("qq", qq)
        town.clock.advance(days=1)
        here = visit()
        here.sign_in_by("qq", qq)
        return here, qq, wechat

    return come


def propose(here, wechat):
    """Bind the WeChat that has an account of its own, on the account's page."""
    here.press("bind_with", label=here.say("provider_wechat"))
    here.choose(wechat)
    here.sees("merge_title")


def merge(here):
    here.page.locator("input[name=number]").first.check()
    here.page.locator("input[name=confirm]").check()
    here.press("merge_do")
    here.sees("merged_title")


def test_accounts_are_shown_merged_and_parted_again(visit, both):
    here, qq, wechat = both()
    propose(here, wechat)
    for key in ("side_mine", "side_other", "merge_after", "choose_number"):
        here.reads(key)
    merge(here)
    here.press("continue")
    here.is_at("/account")
    account = here.account_id()
    by_wechat = visit()
    by_wechat.sign_in_by("wechat", wechat)
    assert by_wechat.account_id() == account
    here.unfold("merge_of")
    here.press("undo_confirm")
    here.reads("notice_unmerged")
    accounts = set()
    for provider, person in (("qq", qq), ("wechat", wechat)):
        here.sign_in_by(provider, person)
        here.is_at("/account")
        accounts.add(here.account_id())
    assert len(accounts) == 2


def test_a_merge_is_taken_back_right_away(both):
    here, _, wechat = both()
    propose(here, wechat)
    merge(here)
    here.unfold("undo_merge")
    here.press("undo_confirm")
    here.reads("notice_unmerged")


def test_the_other_account_may_be_chosen_to_stay(both):
    here, _, wechat = both()
    propose(here, wechat)
    stays = here.page.locator(".stays .who strong").text_content()
    here.page.locator("input[name=survivor]:not(:checked)").check()
    here.press("preview_again")
    assert here.page.locator(".stays .who strong").text_content() != stays


def test_nothing_is_merged_without_consent_or_a_choice(both):
    here, _, wechat = both()
    propose(here, wechat)
    here.page.locator("form").last.evaluate("it => it.noValidate = true")
    here.press("merge_do")
    here.sees("merge_title")
    assert here.page.locator("[role=alert]").is_visible()
    here.press("keep_separate")
    here.is_at("/account")


def test_a_number_that_has_another_qq_signs_in_without_or_instead(town, settle, visit):
    number, first, second = town.number(), town.somebody(), town.somebody("阿伟")
    settle("qq", first, number, "correct horse")
    town.clock.advance(seconds=61)
    here = visit()
    here.sign_in_by("qq", second)
    here.prove(number)
    here.fill(password="correct horse")
    here.press("bind_and_sign_in")
    here.sees("bind_title_conflict")
    here.press("replace", provider="QQ")
    here.is_at("/account")
    again = visit()
    again.sign_in_by("qq", second)
    again.is_at("/account")
    late = visit()
    late.sign_in_by("qq", first)
    late.sees("bind_title_code")
