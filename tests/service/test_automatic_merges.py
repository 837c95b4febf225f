"""An account with which nothing could be lost goes into the other unasked, and can come back."""

import pytest

from tests.service.merging import OLD_ENOUGH, Account, Merged
from tests.service.phone_world import account_of, offers_of
from tests.service.world import problem

MERGED = (401, "account_merged")


@pytest.fixture
def silent(either_town):
    """Return the account of a number, and that of its owner's WeChat: she opened the app."""
    number = Account.with_number(either_town)
    person, _ = either_town.with_number(number.number)
    wechat = Account.of(either_town, either_town.login(either_town.code(person)), person=person)
    assert wechat.id != number.id
    return number, wechat


def test_a_silent_login_and_then_the_button(silent):
    number, wechat = silent
    town = number.town
    town.clock.advance(minutes=9)
    merged = Merged.of(wechat, town.by_button(wechat.person))
    assert (merged.survivor, merged.loser) == (number.id, wechat.id)
    shown = merged.account.show(merged.id).json()
    assert shown["automatic"] is True
    assert problem(wechat.who_am_i()) == problem(wechat.refresh()) == MERGED
    assert wechat.again().id == number.id


def test_it_can_be_undone_like_any_other(silent):
    number, wechat = silent
    merged = Merged.of(wechat, number.town.by_button(wechat.person))
    assert merged.undo().json()["code"] == "unmerged"
    assert (wechat.again().id, number.again().id) == (wechat.id, number.id)


def test_ten_minutes_later_it_is_offered(silent):
    number, wechat = silent
    number.town.clock.advance(minutes=10)
    answer = number.town.by_button(wechat.person)
    assert account_of(answer) == number.id
    assert "merge" not in answer.json()
    assert offers_of(answer) == ["merge"]


def test_where_the_policy_forbids_it_it_is_offered(another_town):
    town = another_town(GUIYI_POLICY__AUTO_MERGE="never")
    number = Account.with_number(town)
    person, _ = town.with_number(number.number)
    wechat = Account.of(town, town.login(town.code(person)), person=person)
    answer = town.by_button(person)
    assert account_of(answer) == number.id
    assert "merge" not in answer.json()
    assert offers_of(answer) == ["merge"]
    assert problem(wechat.bind_number(number.number)) == (409, "merge_required")
    assert wechat.who_am_i().json()["id"] == wechat.id


def test_a_number_is_bound_to_such_an_account(silent):
    """T3: what answers is a sign-in, for she is somebody else now."""
    number, wechat = silent
    answer = wechat.bind_number(number.number)
    assert answer.json()["code"] == "logged_in"
    merged = Merged.of(wechat, answer)
    assert (merged.survivor, merged.loser) == (number.id, wechat.id)
    assert merged.account.who_am_i().json()["id"] == number.id
    for old in (wechat, number):
        assert problem(old.who_am_i()) == MERGED
    assert merged.undo().json()["code"] == "unmerged"
    assert wechat.again().id == wechat.id


def test_a_wechat_with_such_an_account_is_bound(either_town):
    """T7: the session goes on, and the other account comes with its WeChat."""
    town = either_town
    both = Account.with_number(town)
    elsewhere = both.again()
    wechat = Account.with_wechat(town)
    bound = both.bind_wechat(wechat.person)
    assert (bound.json()["code"], bound.json()["account"]["id"]) == ("bound", both.id)
    merge = bound.json()["merge"]
    assert (merge["survivor"], merge["loser"], merge["automatic"]) == (both.id, wechat.id, True)
    assert both.kinds() == ["phone", "wechat_openid", "wechat_unionid"]
    assert problem(wechat.who_am_i()) == MERGED
    assert not elsewhere.who_am_i().is_success
    assert both.undo(merge["id"]).json()["code"] == "unmerged"
    assert wechat.again().id == wechat.id


def test_an_account_with_a_number_never_goes_without_asking(either_town):
    town = either_town
    number, both = Account.with_number(town), Account.with_both(town)
    answer = both.bind_number(number.number)
    assert problem(answer) == (409, "merge_required")
    town.clock.advance(**OLD_ENOUGH)
    assert (number.again().id, both.again().id) == (number.id, both.id)
