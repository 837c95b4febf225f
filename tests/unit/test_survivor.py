"""Who goes on when accounts become one: the same whoever asks, in whatever order they meet."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest

from domain.model.survivor import Candidate, Reason, reason, survivor
from domain.model.values import AccountId
from tests.builders import NOON

TRIPLES = 20_000


def a_candidate(seed: str, number: int) -> Candidate:
    """Return one of few, so that many have much in common; it is the same in every run."""
    chosen, provisional, phone, minutes, *rest = hashlib.sha256(seed.encode()).digest()
    return Candidate(
        account_id=AccountId(UUID(bytes=bytes([*rest[:15], number]))),
        registered_at=NOON - timedelta(minutes=minutes % 3),
        chosen=chosen % 4 == 0,
        provisional=provisional % 2 == 0,
        has_proven_phone=phone % 2 == 0,
    )


def test_of_three_the_same_one_goes_on_in_any_order():
    reasons = set()
    for triple in range(TRIPLES):
        a, b, c = (a_candidate(f"{triple} {number}", number) for number in range(3))
        ab, bc = survivor(a, b), survivor(b, c)
        assert ab in (a, b)
        assert survivor(b, a) is ab
        assert survivor(ab, c) is survivor(a, bc)
        assert reason(a, b) is reason(b, a)
        reasons.add(reason(a, b))
    assert reasons == set(Reason)
    print(f"survivors: {TRIPLES} triples")


FIRST, SECOND = (AccountId(UUID(int=number)) for number in (1, 2))
EARLIER = NOON - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("told_by", "goes_on", "goes"),
    [
        (Reason.CHOSEN, {"chosen": True, "provisional": True}, {"has_proven_phone": True}),
        (Reason.ESTABLISHED, {}, {"provisional": True, "has_proven_phone": True}),
        (Reason.PROVEN_PHONE, {"has_proven_phone": True}, {"registered_at": EARLIER}),
        (Reason.OLDER, {"registered_at": EARLIER, "account_id": SECOND}, {"account_id": FIRST}),
        (Reason.SMALLER_ID, {"account_id": FIRST}, {"account_id": SECOND}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_reason_outweighs_those_after_it(told_by, goes_on, goes):
    stays = Candidate(**{"account_id": SECOND, "registered_at": NOON} | goes_on)
    yields = Candidate(**{"account_id": FIRST, "registered_at": NOON} | goes)
    assert survivor(stays, yields) is survivor(yields, stays) is stays
    assert reason(stays, yields) is told_by
