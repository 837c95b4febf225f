"""How every successful sign-in ends, and what becomes of the others."""

import attrs

from domain.model.account import Account
from domain.model.decision import Decision
from domain.model.errors import AccountClosing, AccountSuspended, Refused, Undecided
from domain.model.merge_case import MergeCase
from domain.model.outcomes import Offered, Outcome
from domain.model.session import Session
from domain.usecases.steps.session_opener import IssuedTokens


@attrs.frozen(kw_only=True)
class SignIn:
    """A finished sign-in: who it is, and the session she carries away; `phone` is hers.

    `merge` is what made one account of two on this occasion.
    """

    outcome: Outcome
    account: Account
    session: Session
    tokens: IssuedTokens
    phone: str | None = attrs.field(default=None, repr=False)
    offers: tuple[Offered, ...] = ()
    merge: MergeCase | None = None


def refusal(outcome: Outcome, offers: tuple[Offered, ...]) -> Refused:
    """Return the error for a decision that lets nobody in."""
    match outcome:
        case Outcome.ACCOUNT_SUSPENDED:
            return AccountSuspended(offers=offers)
        case Outcome.ACCOUNT_CLOSING:
            return AccountClosing(offers=offers)
    return Undecided(outcome, offers=offers)


def refused(decision: Decision) -> Refused:
    """Return the error for a decision none of whose offers takes a ticket."""
    return refusal(decision.outcome, tuple(map(Offered, decision.offers)))
