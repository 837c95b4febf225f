"""Table T4 of the decision tables: whose account it is when somebody signs in by phone alone.

Pure. P is the account that holds the number, N a new one.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


class Second(StrEnum):
    """What else speaks for the caller being P: a second factor of P, or only her word."""

    NO = "no"
    YES = "yes"
    DECLARED = "declared"


@attrs.frozen(kw_only=True)
class PhoneSituation:
    """One combination of the table's dimensions.

    Attributes:
        weak: proven by a button that vouches for the WeChat account, where the policy wants the
            number itself proven.
        only: the number is P's only method.
    """

    p: Standing
    second: Second = Second.NO
    weak: bool = False
    only: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        match self.p:
            case Standing.FRESH:
                return f"T4 F proof={'weak' if self.weak else 'ok'}"
            case Standing.STALE:
                return f"T4 T second={self.second}{self._variant}"
        return f"T4 {self.p}"

    @property
    def _variant(self) -> str:
        if not self.only:
            return " only=no"
        declared = self.second is Second.DECLARED
        return " only=yes" + (f" proof={'weak' if self.weak else 'ok'}" if declared else "")


_PHONE: Final = (Role.PHONE,)
_LOGGED_IN: Final = Decision(outcome=Outcome.LOGGED_IN, who=Who.P, acts=(Act.RENEW_PHONE_PROOF,))
_CREATED: Final = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=_PHONE)
_CONFIRM: Final = Decision(
    outcome=Outcome.SMS_CONFIRMATION_REQUIRED, offers=(Offer.CONFIRM_BY_SMS,)
)


def decide_phone_login(situation: PhoneSituation) -> Decision:
    """Answer one cell of T4; every situation has an answer."""
    match situation.p:
        case Standing.NONE:
            return _CREATED
        case Standing.UNVERIFIED:
            return attrs.evolve(_CREATED, acts=(Act.STRIP_CLAIM,))
        case Standing.FRESH if situation.weak:
            return _CONFIRM
        case Standing.FRESH:
            return _LOGGED_IN
        case Standing.STALE:
            return _stale(situation)
        case Standing.SUSPENDED:
            return Decision(
                outcome=Outcome.ACCOUNT_SUSPENDED,
                deeds=(Deed.LOGIN_REFUSED,),
                offers=(Offer.APPEAL,),
            )
        case Standing.CLOSING:
            return Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE, Offer.WAIT))


def _stale(situation: PhoneSituation) -> Decision:
    match situation.second:
        case Second.YES:
            return _LOGGED_IN
        case Second.DECLARED if situation.only and situation.weak:
            return _CONFIRM
        case Second.DECLARED if situation.only:
            return Decision(
                outcome=Outcome.LOGGED_IN,
                who=Who.P,
                acts=(Act.LOWER_ASSURANCE,),
                deeds=(Deed.NUMBER_DECLARED,),
            )
    mine = Offer.DECLARE_MINE if situation.only else Offer.PROVE_OWNERSHIP
    return Decision(outcome=Outcome.OWNERSHIP_CHECK, offers=(mine, Offer.CLAIM_NUMBER))
