"""The phone merging accounts, over real HTTP to a stand-in for the service."""

import pytest

from tests.simulator.standing_in import SECOND

SEAT = {"app": "shop", "person": "xiaolin"}


@pytest.fixture
def sim(sim_and_service):
    return sim_and_service


def press(sim, action, **wishes):
    return sim.control(f"phone/{action}", **SEAT, **wishes)


def refused(sim, action):
    answer = sim.http.post(f"/__sim/phone/{action}", json=SEAT)
    assert answer.status_code == 400
    return answer.json()["error"]


def offered(sim):
    """Sign in so that a merge is offered, and return its ticket."""
    answer = press(sim, "password_sign_in", number=SECOND, password="correct horse")["answer"]
    return answer["offers"][0]["ticket"]


@pytest.mark.parametrize("action", ["preview_merge", "merge"])
def test_what_was_offered_is_looked_at_and_done_with_its_ticket(sim, action):
    ticket = offered(sim)
    assert press(sim, action)["answer"]["sent"] == {"ticket": ticket}


def test_of_two_numbers_the_chosen_one_is_named(sim):
    ticket = offered(sim)
    sent = press(sim, "merge", kept="number-1")["answer"]["sent"]
    assert sent == {"ticket": ticket, "phone": "number-1"}


def test_the_merge_leaves_a_session_to_go_on_with(sim):
    offered(sim)
    press(sim, "merge")
    assert press(sim, "who_am_i")["status"] == 200


def test_the_last_merge_is_undone(sim):
    offered(sim)
    press(sim, "merge")
    assert press(sim, "undo_merge")["answer"]["path"] == "/v1/merges/merge-1/undo"
    assert sim.http.get("/__sim/state").json()["signed_in"] == []


def test_who_was_offered_nothing_has_nothing_to_merge(sim):
    press(sim, "sign_in")
    for action in ("preview_merge", "merge"):
        assert refused(sim, action) == "nothing was offered to xiaolin to be merged"
    assert refused(sim, "undo_merge") == "no accounts of xiaolin were merged"


def test_a_reset_makes_the_phones_forget_offers_and_merges(sim):
    offered(sim)
    press(sim, "merge")
    sim.control("reset")
    assert "nothing was offered" in refused(sim, "merge")
    assert "no accounts" in refused(sim, "undo_merge")
