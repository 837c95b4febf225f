"""A merge is taken back within its week, by whoever proved to be its owner lately."""

import pytest

from tests.service.merging import Account, Merged, Pair
from tests.service.phone_world import PASSWORD, account_of, offers_of
from tests.service.world import problem

UNKNOWN = (404, "merge_not_found")


@pytest.fixture
def pair(either_town):
    return Pair.of_wechat_and_number(either_town)


def test_until_the_week_is_over(pair):
    merged = pair.merged()
    pair.mine.town.clock.advance(days=6, hours=23, minutes=59)
    assert pair.mine.again().undo(merged.id).json()["code"] == "unmerged"


def test_a_week_later_it_is_refused(pair):
    merged = pair.merged()
    pair.mine.town.clock.advance(days=7)
    late = pair.mine.again()
    assert problem(late.undo(merged.id)) == (410, "undo_expired")
    assert late.show(merged.id).json()["undone_at"] is None


def test_at_a_session_that_is_not_fresh_it_asks_for_a_proof(pair):
    merged, town = pair.merged(), pair.mine.town
    town.clock.advance(minutes=11)
    asked = merged.undo()
    assert problem(asked) == (403, "step_up_required")
    assert offers_of(asked) == ["step_up_by_wechat", "step_up_by_sms"]
    wechat = {"app": "shop", "code": town.code(pair.mine.person)}
    assert town.step_up(merged.account.token, wechat=wechat).status_code == 204
    assert merged.undo().json()["code"] == "unmerged"


def test_afterwards_every_session_of_both_has_ended_and_both_sign_in_again(pair):
    merged = pair.merged()
    elsewhere = pair.other.again()
    merged.undo()
    for old in (merged.account, elsewhere):
        assert problem(old.who_am_i()) == (401, "session_kicked")
        assert problem(old.refresh()) == (401, "session_kicked")
    assert pair.mine.again().id == pair.mine.id
    assert pair.other.again().id == pair.other.id


def test_twice_it_says_the_same_and_does_nothing_more(pair):
    merged = pair.merged()
    first = merged.undo().json()
    pair.mine.town.clock.advance(minutes=5)
    for side in (pair.mine.again(), pair.other.again()):
        again = side.undo(merged.id)
        assert again.json() == first
        assert side.who_am_i().is_success
        assert side.show(merged.id).json() == first["merge"]


def test_whose_merge_it_is_not_it_is_not_there(pair):
    merged = pair.merged()
    stranger = Account.with_number(pair.mine.town)
    assert problem(stranger.show(merged.id)) == UNKNOWN
    assert problem(stranger.undo(merged.id)) == UNKNOWN
    assert merged.account.who_am_i().is_success


def test_a_later_merge_has_to_be_undone_first(pair):
    town = pair.mine.town
    first = pair.merged()
    other = Account.with_number(town)
    both = Pair.of(first.account, other)
    kept = first.account.identity("phone")
    later = both.merged(survivor=first.survivor, phone=kept)
    assert problem(later.account.undo(first.id)) == (409, "undo_blocked_later_merge")
    assert later.undo().json()["code"] == "unmerged"
    assert pair.mine.again().undo(first.id).json()["code"] == "unmerged"
    sides = (pair.mine.again().id, pair.other.again().id, other.again().id)
    assert sides == (pair.mine.id, pair.other.id, other.id)


def test_the_merges_of_an_account_are_told_newest_first(pair):
    town = pair.mine.town
    assert pair.mine.merges() == []
    first = pair.merged()
    town.clock.advance(minutes=1)
    kept = first.account.identity("phone")
    later = Pair.of(first.account, Account.with_number(town)).merged(phone=kept)
    shown = [later.account.show(one.id).json() for one in (later, first)]
    assert later.account.merges() == shown
    later.undo()
    told = pair.mine.again().merges()
    assert [(one["id"], one["undone_at"] is None) for one in told] == [
        (later.id, False),
        (first.id, True),
    ]


def test_both_sides_of_a_merge_that_was_undone_are_told_of_it_and_nobody_else(pair):
    merged = pair.merged()
    undone = merged.undo().json()["merge"]
    for side in (pair.mine.again(), pair.other.again()):
        assert side.merges() == [undone]
    assert Account.with_wechat(pair.mine.town).merges() == []


def test_what_came_since_stays_with_the_account_that_went_on(pair):
    town = pair.mine.town
    merged = pair.merged()
    newcomer = town.somebody()
    assert merged.account.bind_wechat(newcomer, "partner").is_success
    merged.account.rename("林小姐")
    assert merged.undo().json()["lost"] == []
    assert town.sign_in(newcomer, "partner")["account"]["id"] == merged.survivor
    assert pair.other.again().who_am_i().json()["profile"]["nickname"] == "林小姐"
    assert pair.mine.again().who_am_i().json()["profile"]["nickname"] == ""


def test_a_number_that_was_given_up_comes_back(either_town):
    pair = Pair.of_two_numbers(either_town)
    merged = pair.merged(phone=pair.mine.identity("phone"))
    assert merged.undo().json()["lost"] == []
    assert pair.other.again().id == pair.other.id


def test_unless_somebody_else_has_it_by_now(either_town):
    town = either_town
    pair = Pair.of_two_numbers(town)
    merged = pair.merged(phone=pair.mine.identity("phone"), survivor=pair.mine.id)
    hers = account_of(town.by_sms(pair.other.number, start_afresh=True))
    assert merged.undo().json()["lost"] == ["phone"]
    assert pair.other.again().id == hers not in (pair.mine.id, pair.other.id)
    assert pair.mine.again().id == pair.mine.id


def test_a_password_that_came_along_goes_and_does_not_come_back(either_town):
    town = either_town
    pair = Pair.of_wechat_and_number(town)
    pair.other.set_password()
    pair = pair.anew()
    merged = pair.merged(survivor=pair.mine.id, password=PASSWORD)
    assert merged.undo().json()["lost"] == ["password"]
    for side in (pair.mine.again(), pair.other.again()):
        assert side.ask("GET", "/v1/me/identities").json()["password"] is False
    assert problem(town.by_password(pair.other.number)) == (401, "password_mismatch")


def test_two_accounts_that_were_parted_can_be_merged_again(pair):
    pair.merged().undo()
    again = pair.anew()
    merged = Merged.of(again.mine, again.mine.merge(again.ticket))
    assert pair.mine.again().id == pair.other.again().id == merged.survivor
