"""Table T6 of the decision tables: "this number is mine now, that account is not".

Pure. P is the account that holds the number, N a new one.
"""

from typing import Final

import attrs

from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


@attrs.frozen(kw_only=True)
class ClaimSituation:
    """One combination of the table's dimensions.

    Attributes:
        other_id: P has another identity.
        weak: the number was proven by a button that vouches for the WeChat account only.
    """

    p: Standing
    other_id: bool = False
    weak: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        proof = f"proof={'weak' if self.weak else 'ok'}"
        match self.p:
            case Standing.STALE:
                return f"T6 T other_id={'yes' if self.other_id else 'no'} {proof}"
            case Standing.NONE | Standing.UNVERIFIED:
                return f"T6 {self.p} {proof}"
        return f"T6 {self.p}"


_CREATED: Final = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(Role.PHONE,))


def decide_number_claim(situation: ClaimSituation) -> Decision:
    """Answer one cell of T6; every situation has an answer.

    The new account also gets whatever else the claimant proved; where she claims the number for
    an account she is signed in to, that one takes the place of the new one.
    """
    match situation.p:
        case Standing.FRESH:
            return Decision(outcome=Outcome.CLAIM_REFUSED)
        case Standing.SUSPENDED:
            return Decision(outcome=Outcome.ACCOUNT_SUSPENDED, offers=(Offer.APPEAL,))
        case Standing.CLOSING:
            return Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.WAIT,))
        case _ if situation.weak:
            return Decision(
                outcome=Outcome.SMS_CONFIRMATION_REQUIRED, offers=(Offer.CONFIRM_BY_SMS,)
            )
    return attrs.evolve(_CREATED, acts=_freeing(situation))


def _freeing(situation: ClaimSituation) -> tuple[Act, ...]:
    match situation.p:
        case Standing.UNVERIFIED:
            return (Act.STRIP_CLAIM,)
        case Standing.STALE if situation.other_id:
            return (Act.RELEASE_PHONE,)
        case Standing.STALE:
            return (Act.RELEASE_PHONE, Act.MAKE_DORMANT)
    return ()
