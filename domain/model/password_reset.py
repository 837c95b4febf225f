"""Table T8 of the decision tables: a new password by a code sent to the number.

Pure. P is the account that holds the number.
"""

import attrs

from domain.model.decision import Act, Decision
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


@attrs.frozen(kw_only=True)
class ResetSituation:
    """One combination of the table's dimensions; `second`: another factor of P was proven."""

    p: Standing
    second: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.p is Standing.STALE:
            return f"T8 T second={'yes' if self.second else 'no'}"
        return f"T8 {self.p}"


def decide_password_reset(situation: ResetSituation) -> Decision:
    """Answer one cell of T8; every situation has an answer."""
    match situation.p:
        case Standing.NONE | Standing.UNVERIFIED:
            return Decision(outcome=Outcome.SMS_SENT_IF_KNOWN)
        case Standing.STALE if not situation.second:
            offers = (Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER)
            return Decision(outcome=Outcome.OWNERSHIP_CHECK, offers=offers)
        case Standing.FRESH | Standing.STALE:
            return Decision(outcome=Outcome.PASSWORD_RESET, acts=(Act.SET_PASSWORD,))
        case Standing.SUSPENDED:
            return Decision(outcome=Outcome.ACCOUNT_SUSPENDED)
        case Standing.CLOSING:
            return Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE,))
