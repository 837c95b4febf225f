"""Who has which telephone number."""

import re

import pytest

from adapters.simulator.numbers import is_number, parts

XIAOLIN = "+8613800138001"
FRESH = "+8613900139000"


def numbers(sim, person):
    [found] = [one["numbers"] for one in sim.told("people") if one["id"] == person]
    return found


def refused(sim, path, **body):
    response = sim.http.post(f"/__sim/{path}", json=body)
    assert response.status_code == 400, response.text
    return response.json()["error"]


def test_each_seeded_person_has_a_mainland_number_and_one_has_another_of_hong_kong(sim):
    held = [one["numbers"] for one in sim.told("people")]
    assert all(re.fullmatch(r"\+861[3-9]\d{9}", mine[0]) for mine in held)
    assert [mine[1][:4] for mine in held if len(mine) > 1] == ["+852"]
    assert len({number for mine in held for number in mine}) == sum(map(len, held))


def test_a_person_can_be_given_another_number(sim):
    sim.control("give_number", person="xiaolin", number=FRESH)
    assert numbers(sim, "xiaolin") == [XIAOLIN, FRESH]


def test_a_number_has_one_holder(sim):
    assert "xiaolin's" in refused(sim, "give_number", person="awei", number=XIAOLIN)
    assert "xiaolin's" in refused(sim, "give_number", person="xiaolin", number=XIAOLIN)
    told = refused(sim, "people", id="mingming", nickname="明明", numbers=[FRESH, XIAOLIN])
    assert "xiaolin's" in told
    assert "mingming" not in str(sim.told("people"))


def test_a_newcomer_may_bring_numbers(sim):
    sim.control("people", id="mingming", nickname="明明", numbers=[FRESH])
    assert numbers(sim, "mingming") == [FRESH]


def test_a_number_given_back_is_free_until_somebody_else_gets_it(sim):
    assert sim.control("take_back_number", number=XIAOLIN)["free_numbers"] == [XIAOLIN]
    assert numbers(sim, "xiaolin") == []
    assert sim.control("give_number", person="awei", number=XIAOLIN)["free_numbers"] == []
    assert numbers(sim, "awei")[-1] == XIAOLIN
    assert sim.control("reset")["free_numbers"] == []
    assert numbers(sim, "xiaolin") == [XIAOLIN]


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("take_back_number", {"number": FRESH}, "nobody has"),
        ("give_number", {"number": FRESH, "person": "nobody"}, "known: xiaolin"),
        ("give_number", {"number": "13800138001", "person": "awei"}, "number"),
        ("people", {"id": "x", "nickname": "x", "numbers": ["+0"]}, "numbers"),
    ],
)
def test_nonsense_is_refused_and_named(sim, path, body, told):
    assert told in refused(sim, path, **body)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+8613800138000", ("86", "13800138000")),
        ("+85251234567", ("852", "51234567")),
        ("+12025550123", ("1", "2025550123")),
        ("+79161234567", ("7", "9161234567")),
        ("+447911123456", ("44", "7911123456")),
        ("+423712345", ("423", "712345")),
        ("+420601234567", ("420", "601234567")),
        ("+990123456", ("990", "123456")),
    ],
)
def test_a_number_falls_into_country_code_and_national_number(number, expected):
    assert parts(number) == expected


def test_what_holds_no_country_code_has_no_parts():
    with pytest.raises(ValueError, match="no telephone number"):
        parts("+9")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+8613800138000", True),
        ("+85251234567", True),
        ("+8612800138000", False),
        ("+861380013800", False),
        ("+86138001380000", False),
        ("13800138000", False),
        ("+0123456789", False),
        ("+8613800138000\n", False),
        ("", False),
    ],
)
def test_only_e164_is_a_number(text, expected):
    assert is_number(text) is expected
