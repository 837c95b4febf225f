"""Two accounts of one person become one over HTTP, as she looked at it and chose."""

from itertools import zip_longest
from typing import Any
from unicodedata import east_asian_width

import pytest

from tests.service.merging import OLD_ENOUGH, Account, Merged, Pair, merge_ticket_of
from tests.service.phone_world import PASSWORD, access_of, account_of, offers_of
from tests.service.world import problem

MERGED = (401, "account_merged")


def look(account: Account) -> dict[str, Any]:
    """Return what an account shows of itself, or why it does not."""
    answer = account.who_am_i()
    if not answer.is_success:
        return {"account": problem(answer)[1]}
    me = answer.json()
    identities = {
        one["id"]: f"{one['kind']} {one['app'] or one['platform'] or one['phone']}"
        for one in account.identities()
    }
    return {
        "account": me["id"],
        "phone": me["phone"],
        "nickname": me["profile"]["nickname"],
        "identities": identities,
        "sessions": len(account.ask("GET", "/v1/sessions").json()["sessions"]),
    }


def draw(columns: dict[str, dict[str, Any]]) -> str:
    """Write what was seen side by side; an account by the end of its id."""
    seen = columns.values()
    lines = [("", *columns)]
    lines.append(("account", *(one["account"].rpartition("-")[2] for one in seen)))
    for name in ("phone", "nickname", "sessions"):
        lines.append((name, *(str(one.get(name) or "-") for one in seen)))
    held = (one.get("identities", {}).values() for one in seen)
    lines += [("identity", *row) for row in zip_longest(*held, fillvalue="")]
    return "\n".join(
        "  ".join(f"{cell}{' ' * (21 - width(cell))}" for cell in line) for line in lines
    )


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def test_identities_phone_profile_and_sessions_before_between_and_after(either_town):
    town = either_town
    wechat = Account.with_wechat(town).rename("小林")
    town.clock.advance(**OLD_ENOUGH)
    pair = Pair.of(wechat.again(), Account.with_number(town))
    mine, other = look(pair.mine), look(pair.other)
    merged = pair.merged()
    one, gone = look(merged.account), look(pair.other)
    undone = merged.undo()
    parted, number = (look(side.again()) for side in (pair.mine, pair.other))
    columns = {
        "before: WeChat": mine, "before: number": other, "between: survivor": one,
        "between: old tokens": gone, "after: WeChat": parted, "after: number": number,
    }  # fmt: skip
    print(f"\n{town.storage.partition(':')[0]}\n{draw(columns)}")
    assert (merged.survivor, merged.loser) == (other["account"], mine["account"])
    assert one == {
        "account": other["account"],
        "phone": other["phone"],
        "nickname": "小林",
        "identities": other["identities"] | mine["identities"],
        "sessions": 1,
    }
    assert gone == {"account": "account_merged"}
    assert (undone.json()["code"], undone.json()["lost"]) == ("unmerged", [])
    assert parted == {**mine, "sessions": 1}
    assert number == {**other, "sessions": 1}


def test_the_preview_says_what_the_merge_does(either_town):
    pair = Pair.of_wechat_and_number(either_town)
    told = pair.mine.preview(pair.ticket).json()
    assert (told["code"], told["reason"]) == ("merged", "proven_phone")
    assert told["survivor"]["id"] == pair.other.id
    assert [one["id"] for one in told["moves"]] == [one["id"] for one in pair.mine.identities()]
    assert (told["gives_up"], told["clashes"], told["choices"]) == ([], [], [])
    merged = pair.merged()
    assert {one["id"] for one in merged.account.identities()} == {
        one["id"]
        for one in (*told["moves"], *told["survivor"]["identities"], *told["loser"]["identities"])
    }
    shown = merged.account.show(merged.id).json()
    assert (shown["survivor"], shown["loser"]) == (told["survivor"]["id"], told["loser"]["id"])
    assert (shown["reason"], shown["automatic"]) == (told["reason"], False)
    assert shown["undone_at"] is None


def test_every_old_token_says_at_its_next_use_that_accounts_were_merged(either_town):
    """Those of the account that is gone, of the one that goes on, and the caller's own."""
    town = either_town
    wechat = Account.with_wechat(town)
    number = Account.with_number(town)
    town.clock.advance(**OLD_ENOUGH)
    pair = Pair.of(wechat.again(), number.again())
    pair.merged()
    for old in (wechat, number, pair.mine, pair.other):
        assert problem(old.who_am_i()) == MERGED
        assert problem(old.refresh()) == MERGED


def test_whichever_way_she_signs_in_afterwards_it_is_the_one_account(either_town):
    pair = Pair.of_wechat_and_number(either_town)
    merged = pair.merged()
    assert {pair.mine.again().id, pair.other.again().id} == {merged.survivor}


@pytest.mark.parametrize("stays", [0, 1], ids=["her own", "the other one"])
def test_of_two_numbers_one_has_to_be_chosen(either_town, stays):
    town = either_town
    pair = Pair.of_two_numbers(town)
    told = pair.mine.preview(pair.ticket).json()
    assert told["code"] == "choice_required"
    refused = pair.mine.merge(pair.ticket)
    assert problem(refused) == (409, "choice_required")
    assert offers_of(refused) == ["choose_phone"]
    kept, given_up = told["choices"][stays], told["choices"][1 - stays]
    chosen = pair.mine.preview(pair.ticket, phone=kept["id"]).json()
    assert (chosen["code"], chosen["gives_up"], chosen["choices"]) == ("merged", [given_up], [])
    merged = pair.merged(phone=kept["id"])
    assert merged.account.who_am_i().json()["phone"] == kept["phone"]
    numbers = [pair.mine.number, pair.other.number]
    assert account_of(town.by_sms(numbers[stays])) == merged.survivor
    assert problem(town.by_sms(numbers[1 - stays])) == (409, "identity_quarantined")


def test_she_chooses_which_account_goes_on(either_town):
    pair = Pair.of_wechat_and_number(either_town)
    told = pair.mine.preview(pair.ticket, survivor=pair.mine.id).json()
    assert (told["survivor"]["id"], told["reason"]) == (pair.mine.id, "chosen")
    merged = pair.merged(survivor=pair.mine.id)
    assert (merged.survivor, merged.loser) == (pair.mine.id, pair.other.id)
    assert pair.other.again().id == pair.mine.id


def test_two_wechats_are_in_each_others_way_before_one_of_them_is_unbound(either_town):
    mine, other = Account.with_both(either_town), Account.with_both(either_town)
    refused = mine.bind_number(other.number)
    assert problem(refused) == (409, "identity_conflict")
    assert refused.json()["offers"] == [{"action": "keep_separate"}, {"action": "unbind_first"}]
    assert other.unbind(other.identity("wechat_openid")).status_code == 204
    assert Pair.of(mine, other).mine.id == mine.id


def with_a_password_at_the_number(town) -> Pair:
    """Return a pair whose number's account, with a password, is to go into the other."""
    pair = Pair.of_wechat_and_number(town)
    pair.other.set_password()
    return pair.anew()


def test_the_password_of_the_account_that_goes_dies(either_town):
    town = either_town
    pair = with_a_password_at_the_number(town)
    assert pair.mine.preview(pair.ticket, survivor=pair.mine.id).json()["password_dies"]
    merged = pair.merged(survivor=pair.mine.id)
    assert merged.account.ask("GET", "/v1/me/identities").json()["password"] is False
    assert problem(town.by_password(pair.other.number)) == (401, "password_mismatch")
    assert merged.undo().json()["lost"] == ["password"]
    assert problem(town.by_password(pair.other.number)) == (401, "password_mismatch")


def test_typed_it_comes_along(either_town):
    town = either_town
    pair = with_a_password_at_the_number(town)
    wrong = pair.mine.merge(pair.ticket, survivor=pair.mine.id, password=PASSWORD[::-1])
    assert problem(wrong) == (401, "password_mismatch")
    merged = pair.merged(survivor=pair.mine.id, password=PASSWORD)
    assert account_of(town.by_password(pair.other.number)) == merged.survivor


def test_a_password_of_the_account_that_goes_on_stays(either_town):
    town = either_town
    pair = with_a_password_at_the_number(town)
    assert pair.mine.preview(pair.ticket).json()["password_dies"] is False
    merged = pair.merged()
    assert account_of(town.by_password(pair.other.number)) == merged.survivor == pair.other.id


def test_a_merge_is_offered_where_a_sign_in_proves_both(either_town):
    """The phone button proves WeChat and number in one call; the offer is good at that session."""
    town = either_town
    number = Account.with_number(town)
    person, _ = town.with_number(number.number)
    town.sign_in(person)
    town.clock.advance(**OLD_ENOUGH)
    answer = town.by_button(person)
    assert account_of(answer) == number.id
    assert offers_of(answer) == ["merge"]
    whose = Account.of(town, answer)
    merged = Merged.of(whose, whose.merge(merge_ticket_of(answer)))
    assert merged.survivor == number.id
    assert problem(town.who_am_i(access_of(answer))) == MERGED
    assert town.sign_in(person)["account"]["id"] == number.id
