"""`guiyi accounts suspend`, `reinstate` and `release-number`."""

import re

from tests.builders import an_id
from tests.cli.stories import joined, two_accounts


def test_a_ban_is_laid_and_lifted(desk):
    two = desk.live(two_accounts)
    banned = desk.type("accounts", "suspend", two.by_number, "--note", "spam")
    assert banned.out == f"{two.by_number} is suspended\n"
    lifted = desk.type("accounts", "reinstate", two.by_number, "--json")
    assert lifted.json == {"id": str(two.by_number), "status": "active"}


def test_who_cannot_be_banned_is_told(desk):
    told = desk.live(joined)
    for command in ("suspend", "reinstate"):
        for account_id in (told.loser, an_id()):
            answer = desk.type("accounts", command, account_id)
            assert (answer.status, answer.out) == (1, "")
            assert answer.err.startswith("guiyi: account_not_found: ")
    noted = desk.type("accounts", "suspend", told.survivor, "--note", "a\nb", "--json")
    assert noted.json["refused"] == "invalid_input: note"


def test_a_number_is_released_once(desk):
    two = desk.live(two_accounts)
    number = two.phone.number.removeprefix("+86")
    released = desk.type("accounts", "release-number", number)
    assert (released.status, released.out) == (0, "the number is given free\n")
    assert desk.type("accounts", "find", "--phone", number).status == 1
    shown = desk.type("accounts", "show", two.by_number, "--json").json
    assert (shown["status"], shown["phone"]) == ("dormant", None)
    again = desk.type("accounts", "release-number", number, "--json")
    assert (again.status, again.json) == (0, {"outcome": "noop"})


def test_what_is_no_number_is_not_released(desk):
    desk.live(two_accounts)
    answer = desk.type("accounts", "release-number", "12")
    assert answer.status == 1
    assert re.fullmatch(r"guiyi: invalid_input: phone: .+\n", answer.err)
