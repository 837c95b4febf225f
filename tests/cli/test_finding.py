"""`guiyi accounts find` and `show`."""

import re

import pytest

from tests.builders import an_id
from tests.cli.stories import joined, two_accounts


def test_an_account_is_found_by_id_by_number_and_by_openid(desk):
    two = desk.live(two_accounts)
    spaced = re.sub(r"(\d{3})(\d{4})(\d{4})", r"\1 \2-\3", two.phone.number.removeprefix("+86"))
    for named in (("--phone", spaced), ("--phone", two.phone.number), ("--id", two.by_number)):
        assert desk.type("accounts", "find", *named, "--json").json["id"] == str(two.by_number)
    found = desk.type("accounts", "find", "--openid", "shop", two.openid)
    assert found.status == 0
    assert f"id             {two.by_wechat}\nstatus         active\n" in found.out


def test_the_id_of_a_merged_account_finds_its_survivor_and_says_so(desk):
    told = desk.live(joined)
    found = desk.type("accounts", "find", "--id", told.loser, "--json").json
    assert (found["id"], found["merged"]) == (str(told.survivor), str(told.loser))
    spoken = desk.type("accounts", "find", "--id", told.loser).out
    assert re.search(rf"^merged +{told.loser}$", spoken, re.MULTILINE)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (("--id", an_id()), "account_not_found"),
        (("--phone", "13800138000"), "account_not_found"),
        (("--phone", "12"), "invalid_input: phone"),
        (("--openid", "shop", "nobody"), "account_not_found"),
        (("--openid", "nowhere", "nobody"), "unknown_app"),
        (("--openid", "shop", "no body"), "invalid_input: openid"),
    ],
)
def test_who_is_not_found_is_told_with_what_to_do(desk, named, code):
    desk.live(two_accounts)
    spoken = desk.type("accounts", "find", *named)
    assert (spoken.status, spoken.out) == (1, "")
    assert re.fullmatch(rf"guiyi: {code}: .+\n", spoken.err)
    told = desk.type("accounts", "find", *named, "--json")
    assert (told.status, told.json["refused"]) == (1, code)
    assert told.json["advice"]


@pytest.mark.parametrize("named", [(), ("--phone", "13800138000", "--id", an_id())])
def test_an_account_is_named_in_one_way(desk, named):
    answer = desk.type("accounts", "find", *named)
    assert answer.status == 2
    assert "one of --id, --phone and --openid" in answer.err


def test_an_account_is_shown_with_all_that_hangs_on_it(desk):
    two = desk.live(two_accounts)
    shown = desk.type("accounts", "show", two.by_wechat, "--json").json
    assert (shown["status"], shown["password"], shown["live_sessions"]) == ("active", False, 1)
    assert (shown["phone"], shown["aliases"], shown["merges"]) == (None, [], [])
    kinds = {(one["kind"], one["where"], one["method"]) for one in shown["identities"]}
    assert kinds == {("wechat_openid", "shop", "wx_code"), ("wechat_unionid", "main", "wx_code")}
    facts = [(one["deed"], one["cell"], one["note"]) for one in shown["audit"]]
    assert facts == [("account_created", "T1 N/N", "wechat_openid, wechat_unionid")]


def test_a_number_is_shown_masked_and_a_person_reads_what_a_program_reads(desk):
    two = desk.live(two_accounts)
    told = desk.type("accounts", "show", two.by_number, "--json").json
    assert told["phone"] == f"138****{two.phone.number[-4:]}"
    spoken = desk.type("accounts", "show", two.by_number).out
    for value in (told["id"], told["phone"], told["registered_at"], told["audit"][0]["id"]):
        assert value in spoken
    assert "password       no\n" in spoken


def test_a_merged_account_and_its_survivor_show_their_merge(desk):
    told = desk.live(joined)
    survivor = desk.type("accounts", "show", told.survivor, "--json").json
    loser = desk.type("accounts", "show", told.loser, "--json").json
    assert survivor["aliases"] == [str(told.loser)]
    assert survivor["merges"] == loser["merges"]
    case = survivor["merges"][0]
    assert (case["id"], case["automatic"], case["undone_at"]) == (str(told.case), True, None)
    assert (loser["status"], loser["merged_into"]) == ("merged", str(told.survivor))
    assert str(told.case) in desk.type("accounts", "show", told.survivor).out


def test_an_unknown_account_cannot_be_shown(desk):
    desk.live(two_accounts)
    answer = desk.type("accounts", "show", an_id())
    assert answer.status == 1
    assert "account_not_found" in answer.err
