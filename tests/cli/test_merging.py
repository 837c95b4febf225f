"""`guiyi accounts merge` and `undo`."""

import json
import re

import attrs
import pytest

from domain.model.account import AccountStatus
from tests.builders import an_id
from tests.cli.desk import APPS
from tests.cli.stories import Two, joined, two_accounts, two_numbers, two_wechats
from tests.unit.pair import put
from tests.unit.telephone import PASSWORD, Telephone

WHY = ("--reason", "by mail of today")


def merge(desk, two, *options, says=""):
    named = ("accounts", "merge", two.by_wechat, two.by_number)
    return desk.type(*named, *WHY, *options, says=says)


def status_of(desk, account_id):
    return desk.type("accounts", "show", account_id, "--json").json["status"]


def numbers_of(side):
    return [one["id"] for one in side["identities"] if one["kind"] == "phone"]


def test_a_merge_is_shown_asked_about_and_done(desk):
    two = desk.live(two_accounts)
    asked = merge(desk, two, says="y\n")
    assert asked.status == 0
    for told in (
        rf"survivor\n  id +{two.by_number}\n",
        r"  goes on because  only it has a proven number\n",
        rf"loser\n  id +{two.by_wechat}\n",
        r"moves\n  [-0-9a-f]+  wechat_(openid  shop|unionid  main)  wx_code ",
        rf"Merge them\? \[y/N\]: {two.by_wechat} went into {two.by_number}\n",
        r"To take it back until [-\dT:]+Z: guiyi accounts undo [-0-9a-f]+ --reason …\n",
    ):
        assert re.search(told, asked.out), told
    shown = desk.type("accounts", "show", two.by_number, "--json").json
    assert [one["kind"] for one in shown["identities"]].count("wechat_openid") == 1
    assert shown["audit"][-1]["note"] == "by mail of today"
    assert status_of(desk, two.by_wechat) == "merged"
    assert desk.type("check").out == "every invariant holds\n"


@pytest.mark.parametrize("says", ["n\n", ""])
def test_without_a_yes_nothing_is_done(desk, says):
    two = desk.live(two_accounts)
    assert merge(desk, two, says=says).status == 1
    assert status_of(desk, two.by_wechat) == status_of(desk, two.by_number) == "active"


def test_a_program_is_shown_the_merge_and_does_it_with_yes_alone(desk):
    two = desk.live(two_accounts)
    preview = merge(desk, two, "--json").json["preview"]
    assert (preview["outcome"], preview["reason"]) == ("merged", "proven_phone")
    assert (preview["survivor"]["id"], preview["loser"]["id"]) == (
        str(two.by_number),
        str(two.by_wechat),
    )
    assert {one["kind"] for one in preview["moves"]} == {"wechat_openid", "wechat_unionid"}
    assert (preview["gives_up"], preview["clashes"], preview["password_dies"]) == ([], [], False)
    assert status_of(desk, two.by_wechat) == "active"
    done = merge(desk, two, "--json", "--yes").json
    assert (done["outcome"], done["loser"]) == ("merged", str(two.by_wechat))
    assert done["reason"] == preview["reason"]


def test_the_operator_may_say_who_goes_on_and_which_number_stays(desk):
    two = desk.live(two_numbers)
    refused = merge(desk, two, "--json").json
    assert refused["refused"] == "choice_required"
    [number] = numbers_of(refused["preview"]["loser"])
    options = ("--survivor", two.by_number, "--phone", number)
    assert "it was chosen" in merge(desk, two, *options).out
    assert merge(desk, two, *options, "--yes").status == 0
    assert numbers_of(desk.type("accounts", "show", two.by_number, "--json").json) == [number]


def test_two_that_are_one_already_are_not_asked_about(desk):
    two = desk.live(two_accounts)
    first = merge(desk, two, "--json", "--yes").json
    again = merge(desk, two, "--json")
    assert (again.status, again.json) == (0, first)


def test_what_is_lost_is_told_before(desk):
    async def with_password(house):
        two = await two_accounts(house)
        await two.phone.with_password(PASSWORD)
        await house.suspend(two.by_number, note="spam")
        return two

    two = desk.live(with_password)
    asked = merge(desk, two, "--survivor", two.by_wechat, says="n\n")
    assert "The loser's password dies.\n" in asked.out
    assert "What comes out of it is suspended.\n" in asked.out


async def being_closed(house):
    two = await two_accounts(house)
    await put(house, two.by_wechat, AccountStatus.CLOSING)
    return two


async def one_merged_elsewhere(house):
    merged, two = await joined(house), await two_accounts(house)
    return attrs.evolve(two, by_wechat=merged.loser)


async def one_unknown(house):
    return attrs.evolve(await two_accounts(house), by_number=an_id())


async def one_only(house):
    two = await two_accounts(house)
    return attrs.evolve(two, by_number=two.by_wechat)


@pytest.mark.parametrize(
    ("story", "options", "code"),
    [
        (two_wechats, (), "identity_conflict"),
        (two_numbers, (), "choice_required"),
        (being_closed, (), "merge_blocked_closing"),
        (one_merged_elsewhere, (), "stale_ticket"),
        (one_unknown, (), "account_not_found"),
        (one_only, (), "invalid_input: account"),
        (two_accounts, ("--survivor", an_id()), "invalid_input: survivor"),
        (two_accounts, ("--phone", an_id()), "invalid_input: phone"),
        (two_accounts, ("--yes", "--reason", " "), "invalid_input: reason"),
    ],
)
def test_a_merge_that_may_not_be_is_refused_with_what_to_do(desk, story, options, code):
    two = desk.live(story)
    told = merge(desk, two, *options, "--json")
    assert (told.status, told.json["refused"]) == (1, code)
    spoken = merge(desk, two, *options)
    assert (spoken.status, spoken.out) == (1, "")
    assert re.search(rf"^guiyi: {code}: .+$", spoken.err, re.MULTILINE)


def undo(desk, case, *options, says=""):
    return desk.type("accounts", "undo", case, *WHY, *options, says=says)


def test_a_merge_is_taken_back(desk):
    told = desk.live(joined)
    assert undo(desk, told.case, says="n\n").status == 1
    assert status_of(desk, told.loser) == "merged"
    asked = undo(desk, told.case, says="y\n")
    assert asked.status == 0
    assert f"{told.loser} and {told.survivor} are two accounts again" in asked.out
    assert status_of(desk, told.loser) == "active"
    assert desk.type("check").out == "every invariant holds\n"


def test_without_the_apps_that_tell_who_is_one_person_nothing_is_done(desk):
    told = desk.live(joined)
    desk.apps = ()
    refused = undo(desk, told.case, "--yes")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("guiyi: configuration: wechat.apps: the store holds a wechat_")
    desk.apps = APPS
    assert status_of(desk, told.loser) == "merged"


def test_a_program_takes_it_back_with_yes_alone_and_twice_is_fine(desk):
    told = desk.live(joined)
    assert undo(desk, told.case, "--json").json["preview"]["undone_at"] is None
    done = undo(desk, told.case, "--json", "--yes").json
    assert (done["outcome"], done["lost"]) == ("unmerged", [])
    assert undo(desk, told.case, "--json", "--yes").json["undone_at"] == done["undone_at"]


def test_what_does_not_come_back_is_told(desk):
    async def with_password(house):
        two = await two_accounts(house)
        await two.phone.with_password(PASSWORD)
        return two

    two = desk.live(with_password)
    case = merge(desk, two, "--survivor", two.by_wechat, "--json", "--yes").json["id"]
    assert undo(desk, case, "--yes").out.endswith("What does not come back: password\n")


async def long_ago(house):
    house.clock.advance(days=-8)
    return (await joined(house)).case


async def joined_again(house):
    told = await joined(house)
    phone = Telephone(house)
    number = await phone.sign_in()
    caller = await house.caller(await house.sign_in(told.openid))
    assert caller.account.id == told.survivor
    return told.case, Two(told.survivor, number.account.id, phone, told.openid)


def test_what_may_not_be_taken_back_is_refused_with_what_to_do(desk):
    case, two = desk.live(joined_again)
    merge(desk, two, "--survivor", two.by_wechat, "--yes")
    for refused, code in (
        (case, "undo_blocked_later_merge"),
        (desk.live(long_ago), "undo_expired"),
        (an_id(), "merge_not_found"),
    ):
        spoken = undo(desk, refused, "--yes")
        assert (spoken.status, spoken.out) == (1, "")
        assert re.fullmatch(rf"guiyi: {code}: .+\n", spoken.err)
        assert json.loads(undo(desk, refused, "--yes", "--json").out)["refused"] == code


def test_no_reason_no_change(desk):
    two = desk.live(two_accounts)
    answer = desk.type("accounts", "merge", two.by_wechat, two.by_number, "--yes")
    assert answer.status == 2
    assert "--reason" in answer.err
