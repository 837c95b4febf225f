"""A merge ticket is good once, for ten minutes, at one session, for two accounts as they are."""

from collections.abc import Callable

import attrs
import pytest

from tests.service import beside
from tests.service.databases import rows
from tests.service.merging import Account, Pair
from tests.service.world import problem

REJECTED = (410, "ticket_rejected")
STALE = (409, "stale_ticket")


@pytest.fixture
def pair(either_town):
    return Pair.of_wechat_and_number(either_town)


def assert_refused(caller: Account, ticket: str, refusal: tuple[int, str]) -> None:
    """Fail unless neither a look nor a merge is to be had, and nothing changes by trying."""
    before = rows(caller.town.storage)
    assert problem(caller.preview(ticket)) == refusal
    assert problem(caller.merge(ticket)) == refusal
    assert rows(caller.town.storage) == before


def test_a_ticket_is_refused_at_another_session_of_the_same_account(pair):
    assert_refused(pair.mine.again(), pair.ticket, REJECTED)
    pair.merged()


def test_a_ticket_is_refused_at_a_session_of_the_other_account(pair):
    assert_refused(pair.other, pair.ticket, REJECTED)


def test_a_ticket_is_refused_in_the_browser_of_somebody_else(pair):
    assert_refused(Account.with_wechat(pair.mine.town), pair.ticket, REJECTED)


def test_a_ticket_is_refused_where_nobody_is_signed_in(pair):
    nobody = attrs.evolve(pair.mine, session={"access_token": "nobody"})
    assert_refused(nobody, pair.ticket, (401, "not_signed_in"))


def test_a_ticket_is_refused_the_second_time(pair):
    merged = pair.merged()
    assert_refused(merged.account, pair.ticket, REJECTED)
    assert_refused(pair.mine, pair.ticket, (401, "account_merged"))


def test_a_ticket_is_refused_after_ten_minutes(pair):
    pair.mine.town.clock.advance(minutes=10)
    assert_refused(pair.mine, pair.ticket, REJECTED)


def test_a_ticket_that_nobody_gave_is_refused(pair):
    assert_refused(pair.mine, "t" * 43, REJECTED)


CHANGES: dict[str, Callable[[Account], object]] = {
    "number": lambda one: one.bind_number(one.town.number()),
    "WeChat": lambda one: one.bind_wechat(one.town.somebody(), "partner"),
    "password": lambda one: one.bind_number(one.town.number()) and one.set_password(),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("whose", ["mine", "other"])
def test_a_ticket_is_refused_once_an_account_has_changed(pair, whose, change):
    CHANGES[change](getattr(pair, whose))
    assert_refused(pair.mine, pair.ticket, STALE)


@pytest.mark.parametrize("whose", ["mine", "other"])
def test_where_only_a_profile_has_changed_another_ticket_comes_along(pair, whose):
    getattr(pair, whose).rename("阿伟")
    refused = pair.mine.preview(pair.ticket)
    assert problem(refused) == STALE
    [again] = refused.json()["offers"]
    assert again["action"] == "preview_again"
    assert pair.mine.preview(again["ticket"]).json()["profile"]["nickname"] == "阿伟"
    attrs.evolve(pair, ticket=again["ticket"]).merged()
    assert_refused(pair.mine, again["ticket"], (401, "account_merged"))


def test_a_ticket_is_refused_once_the_other_account_is_banned(pair):
    beside.suspend(pair.mine.town, pair.other.id)
    assert_refused(pair.mine, pair.ticket, STALE)


def test_a_ticket_is_refused_once_the_other_account_is_part_of_a_third(pair):
    town = pair.mine.town
    third = Account.with_number(town)
    Pair.of(third, pair.other).merged(survivor=third.id, phone=third.identity("phone"))
    assert_refused(pair.mine, pair.ticket, STALE)


@pytest.mark.parametrize("field", ["survivor", "phone"])
def test_what_is_neither_account_s_cannot_be_chosen(pair, field):
    stranger = Account.with_number(pair.mine.town)
    before = rows(pair.mine.town.storage)
    choice = {"survivor": stranger.id, "phone": stranger.identity("phone")}
    refused = pair.mine.merge(pair.ticket, **{field: choice[field]})
    assert problem(refused) == (400, "invalid_input")
    assert refused.json()["field"] == field
    assert rows(pair.mine.town.storage) == before
