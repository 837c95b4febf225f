"""Table T10 of the decision tables: whether two accounts become one.

Pure, and the same whichever account is named first.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.account import AccountStatus
from domain.model.decision import Decision
from domain.model.outcomes import Offer, Outcome


class VouchedBy(StrEnum):
    """Who answers for both accounts being one person's."""

    NO = "no"
    BOTH = "both"
    OPERATOR = "operator"


class Numbers(StrEnum):
    """Whether one number can stay without asking."""

    ONE = "one"
    TWO = "two"
    CHOSEN = "chosen"


@attrs.frozen(kw_only=True)
class MergeSituation:
    """One combination of the table's dimensions.

    Attributes:
        a, b: how the accounts stand.
        together: they are the same account, or were merged together already.
        clash: both fill a place that has room for one, so they are two WeChat persons.
        numbers: whether both have a number that was proven.
    """

    a: AccountStatus
    b: AccountStatus
    together: bool = False
    proven: VouchedBy = VouchedBy.BOTH
    clash: bool = False
    numbers: Numbers = Numbers.ONE

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.together:
            return "T10 together"
        if self.barred is not None:
            return f"T10 any×{self.barred}"
        name = f"T10 proven={self.proven}"
        if self.proven is VouchedBy.NO:
            return name
        return f"{name} clash=yes" if self.clash else f"{name} clash=no numbers={self.numbers}"

    @property
    def barred(self) -> AccountStatus | None:
        """How an account stands that cannot be merged; the operator may merge two kinds more."""
        passing = _FOR_OPERATOR if self.proven is VouchedBy.OPERATOR else ()
        found = (one for one in _BARRED if one in (self.a, self.b) and one not in passing)
        return next(found, None)


_BARRED: Final[dict[AccountStatus, Decision]] = {
    AccountStatus.CLOSED: Decision(outcome=Outcome.ACCOUNT_NOT_FOUND),
    AccountStatus.MERGED: Decision(outcome=Outcome.STALE_TICKET, offers=(Offer.PREVIEW_AGAIN,)),
    AccountStatus.SUSPENDED: Decision(outcome=Outcome.MERGE_BLOCKED_SUSPENDED),
    AccountStatus.CLOSING: Decision(
        outcome=Outcome.MERGE_BLOCKED_CLOSING, offers=(Offer.RESTORE, Offer.WAIT)
    ),
    AccountStatus.DORMANT: Decision(outcome=Outcome.STEP_UP_REQUIRED),
}
_FOR_OPERATOR: Final = (AccountStatus.SUSPENDED, AccountStatus.DORMANT)
_MERGED: Final = Decision(outcome=Outcome.MERGED)


def decide_merge(situation: MergeSituation) -> Decision:
    """Answer one cell of T10; every situation has an answer."""
    if situation.together:
        return _MERGED
    if situation.barred is not None:
        return _BARRED[situation.barred]
    if situation.proven is VouchedBy.NO:
        return Decision(outcome=Outcome.STEP_UP_REQUIRED)
    if situation.clash:
        offers = (Offer.UNBIND_FIRST, Offer.KEEP_SEPARATE)
        return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)
    if situation.numbers is Numbers.TWO:
        return Decision(outcome=Outcome.CHOICE_REQUIRED, offers=(Offer.CHOOSE_PHONE,))
    return _MERGED
