"""WeChats come to an account and leave it; its owner always has a way in."""

import pytest

from tests.service import beside
from tests.service.databases import rows
from tests.service.merging import OLD_ENOUGH, Account, Pair, merge_ticket_of
from tests.service.phone_world import PASSWORD, account_of, offers_of
from tests.service.world import problem

STEP_UP = (403, "step_up_required")
CONFLICT = (409, "identity_conflict")


@pytest.fixture
def number(either_town):
    return Account.with_number(either_town)


@pytest.fixture
def both(either_town):
    return Account.with_both(either_town)


def test_she_sees_by_what_she_signs_in(both):
    told = both.ask("GET", "/v1/me/identities").json()
    seen = {
        (one["kind"], one["app"], one["platform"], one["method"]) for one in told["identities"]
    }
    assert seen == {
        ("wechat_openid", "shop", None, "wx_code"),
        ("wechat_unionid", None, "main", "wx_code"),
        ("phone", None, None, "wx_phone"),
    }
    [shown] = [one["phone"] for one in told["identities"] if one["kind"] == "phone"]
    assert shown == f"{both.number[3:6]}****{both.number[-4:]}"
    assert told["password"] is False


def test_a_wechat_is_bound_and_signs_in_from_then_on(number):
    town, person = number.town, number.town.somebody()
    elsewhere = number.again()
    bound = number.bind_wechat(person)
    assert (bound.json()["code"], bound.json()["account"]["id"]) == ("bound", number.id)
    assert "merge" not in bound.json()
    assert number.kinds() == ["phone", "wechat_openid", "wechat_unionid"]
    assert town.sign_in(person)["account"]["id"] == number.id
    assert town.sign_in(person, "club")["account"]["id"] == number.id
    assert number.who_am_i().is_success
    assert problem(elsewhere.who_am_i()) == (401, "session_kicked")


def test_bound_twice_it_stays_and_nobody_is_signed_out(both):
    elsewhere = both.again()
    assert both.bind_wechat(both.person).json()["code"] == "bound"
    assert elsewhere.who_am_i().is_success


def test_a_wechat_is_bound_only_by_whoever_proved_herself_lately(number):
    town = number.town
    town.clock.advance(**OLD_ENOUGH)
    before = rows(town.storage)
    assert problem(number.bind_wechat(town.somebody())) == STEP_UP
    assert rows(town.storage) == before
    assert problem(number.bind_wechat(Account.with_wechat(town).person)) == STEP_UP


def test_the_wechat_of_another_account_is_offered_to_be_merged(number):
    town = number.town
    other = Account.with_wechat(town)
    town.clock.advance(**OLD_ENOUGH)
    mine = number.again()
    refused = mine.bind_wechat(other.person)
    assert problem(refused) == (409, "merge_required")
    assert offers_of(refused) == ["merge", "cancel"]
    merged = Pair(mine=mine, other=other, ticket=merge_ticket_of(refused)).merged()
    assert other.again().id == merged.survivor == number.id


def test_another_wechat_needs_the_place_of_the_first(both):
    town, another = both.town, both.town.somebody()
    refused = both.bind_wechat(another)
    assert problem(refused) == CONFLICT
    assert offers_of(refused) == ["replace_identity", "cancel"]
    assert town.sign_in(both.person)["account"]["id"] == both.id
    assert both.bind_wechat(another, replace=True).json()["code"] == "bound"
    assert town.sign_in(another)["account"]["id"] == both.id
    assert problem(town.login(town.code(both.person))) == (409, "identity_quarantined")


def test_another_account_s_wechat_takes_nobody_s_place(both):
    other = Account.with_wechat(both.town)
    for replace in (False, True):
        refused = both.bind_wechat(other.person, replace=replace)
        assert problem(refused) == CONFLICT
        assert offers_of(refused) == ["keep_separate"]
    assert other.who_am_i().is_success


def test_the_wechat_of_somebody_banned_is_not_to_be_had(number):
    other = Account.with_wechat(number.town)
    beside.suspend(number.town, other.id)
    assert problem(number.bind_wechat(other.person)) == (409, "identity_unavailable")
    assert number.kinds() == ["phone"]


def test_a_wechat_goes_whole_and_every_other_session_ends(both):
    town = both.town
    both.bind_wechat(both.person, "club")
    by_wechat, by_club = (
        both.again(),
        Account.of(town, town.login(town.code(both.person, "club"), "club")),
    )
    by_number = Account.of(town, town.by_sms(both.number))
    assert by_number.unbind(both.identity("wechat_openid")).status_code == 204
    assert by_number.kinds() == ["phone"]
    assert by_number.who_am_i().is_success
    for old in (by_wechat, by_club, both):
        assert problem(old.who_am_i()) == (401, "session_kicked")
        assert problem(old.refresh()) == (401, "session_kicked")


def test_whoever_unbinds_what_let_her_in_is_signed_out(both):
    by_wechat = both.again()
    assert by_wechat.unbind(both.identity("wechat_openid")).status_code == 204
    assert problem(by_wechat.who_am_i()) == (401, "session_kicked")
    assert account_of(both.town.by_sms(both.number)) == both.id


def test_unbinding_asks_for_a_fresh_proof(both):
    wechat = both.identity("wechat_openid")
    both.town.clock.advance(**OLD_ENOUGH)
    assert problem(both.unbind(wechat)) == STEP_UP
    assert problem(both.ask("DELETE", "/v1/me/password")) == (404, "not_bound")


def test_what_is_not_hers_is_not_bound(both):
    stranger = Account.with_number(both.town)
    assert problem(both.unbind(stranger.identity("phone"))) == (404, "not_bound")
    assert problem(both.ask("DELETE", "/v1/me/password")) == (404, "not_bound")


def test_the_last_way_in_stays(either_town):
    for account, kind in (
        (Account.with_wechat(either_town), "wechat_unionid"),
        (Account.with_number(either_town), "phone"),
    ):
        refused = account.unbind(account.identity(kind))
        assert problem(refused) == (409, "last_login_method")
        assert offers_of(refused) == ["bind_phone", "set_password", "close_account"]
        assert account.again().id == account.id


def test_a_password_is_no_way_in_without_the_number(number):
    number.set_password()
    assert problem(number.unbind(number.identity("phone"))) == (409, "last_login_method")


def test_a_stale_number_alone_is_not_left(both):
    town = both.town
    town.clock.advance(days=91)
    fresh = both.again()
    refused = fresh.unbind(fresh.identity("wechat_openid"))
    assert problem(refused) == (409, "refresh_remaining_method")
    assert offers_of(refused) == ["refresh_phone"]
    assert fresh.bind_number(both.number).is_success
    assert fresh.unbind(fresh.identity("wechat_openid")).status_code == 204
    assert account_of(town.by_sms(both.number)) == both.id


def test_a_password_is_dropped(both):
    town = both.town
    both.set_password()
    assert both.ask("DELETE", "/v1/me/password").status_code == 204
    assert problem(town.by_password(both.number, PASSWORD)) == (401, "password_mismatch")
    assert both.ask("GET", "/v1/me/identities").json()["password"] is False


def test_an_unbound_number_is_free(both):
    town = both.town
    assert both.unbind(both.identity("phone")).status_code == 204
    assert town.sign_in(both.person)["account"]["phone"] is None
    assert town.by_sms(both.number).status_code == 201
