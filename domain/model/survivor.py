"""Which of two accounts goes on when they become one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from domain.model.values import AccountId


class Reason(StrEnum):
    """What told the survivor from the other, in the order in which it is asked."""

    CHOSEN = "chosen"
    ESTABLISHED = "established"
    PROVEN_PHONE = "proven_phone"
    OLDER = "older"
    SMALLER_ID = "smaller_id"


@attrs.frozen(kw_only=True)
class Candidate:
    """What counts of an account when two become one.

    Attributes:
        chosen: its owner wants this one to go on.
        provisional: nothing could be lost with it.
        has_proven_phone: it has a number that somebody proved.
    """

    account_id: AccountId
    registered_at: datetime
    chosen: bool = False
    provisional: bool = False
    has_proven_phone: bool = False

    @property
    def rank(self) -> tuple[Any, ...]:
        """One value for each reason; the smaller goes on."""
        return (
            not self.chosen,
            self.provisional,
            not self.has_proven_phone,
            self.registered_at,
            self.account_id,
        )


def survivor(one: Candidate, other: Candidate) -> Candidate:
    """Return who goes on: the same whoever is named first, and in whatever order many meet."""
    return min(one, other, key=lambda candidate: candidate.rank)


def reason(one: Candidate, other: Candidate) -> Reason:
    """Return the first thing that tells two accounts apart."""
    ranks = zip(Reason, one.rank, other.rank, strict=True)
    return next(reason for reason, mine, others in ranks if mine != others)
