"""Table T7 of the decision tables: what becomes of a WeChat or QQ that is to be bound.

Pure. S is the account of the session, Q another one that it signs in to.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome


class OpenidOf(StrEnum):
    """The rows: whose the WeChat or QQ is by now, and how that account stands."""

    NOBODY = "N"
    SELF = "S0"
    ACTIVE = "A"
    SUSPENDED = "S"
    CLOSING = "C"


@attrs.frozen(kw_only=True)
class OpenidBindingSituation:
    """One combination of the table's dimensions.

    Attributes:
        slot_taken: another fills a place on S that this one, or Q, would need.
        fresh: the caller proved S within the last ten minutes.
        provisional: Q is provisional, and the policy merges such accounts without asking.
        replace: the caller wants this one in the place of the other.
    """

    q: OpenidOf
    slot_taken: bool = False
    fresh: bool = True
    provisional: bool = False
    replace: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        name = f"T7 {self.q}"
        if self.q not in (OpenidOf.NOBODY, OpenidOf.ACTIVE):
            return name
        if not self.fresh:
            return f"{name} fresh=no"
        name += f" fresh=yes slot={'taken' if self.slot_taken else 'free'}"
        if self.q is OpenidOf.NOBODY:
            replaced = f" replace={'yes' if self.replace else 'no'}"
            return name + (replaced if self.slot_taken else "")
        return name if self.slot_taken else f"{name} prov={'yes' if self.provisional else 'no'}"


_BOTH: Final = (Role.OPENID, Role.UNIONID)
_BOUND: Final = Decision(outcome=Outcome.BOUND, who=Who.S, bind=_BOTH)
_STEP_UP: Final = Decision(outcome=Outcome.STEP_UP_REQUIRED)


def decide_openid_binding(situation: OpenidBindingSituation) -> Decision:
    """Answer one cell of T7; every situation has an answer.

    What is hers already is bound without more ado; a unionid that is sent for the first time
    comes to the openid that she has.
    """
    match situation.q:
        case OpenidOf.SUSPENDED:
            return Decision(outcome=Outcome.IDENTITY_UNAVAILABLE, deeds=(Deed.LOGIN_REFUSED,))
        case OpenidOf.CLOSING:
            offers = (Offer.RETRY_AFTER_CLOSING,)
            return Decision(outcome=Outcome.IDENTITY_RESERVED, offers=offers)
        case OpenidOf.SELF:
            return _BOUND
        case _ if not situation.fresh:
            return _STEP_UP
        case OpenidOf.NOBODY:
            return _nobodys(situation)
        case OpenidOf.ACTIVE:
            return _anothers(situation)


def _nobodys(situation: OpenidBindingSituation) -> Decision:
    if not situation.slot_taken:
        return _BOUND
    if situation.replace:
        return attrs.evolve(_BOUND, acts=(Act.REPLACE_IDENTITY,))
    offers = (Offer.REPLACE_IDENTITY, Offer.CANCEL)
    return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)


def _anothers(situation: OpenidBindingSituation) -> Decision:
    if situation.slot_taken:
        return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=(Offer.KEEP_SEPARATE,))
    if situation.provisional:
        return attrs.evolve(_BOUND, acts=(Act.MERGE_Q_INTO_S,))
    return Decision(outcome=Outcome.MERGE_REQUIRED, offers=(Offer.MERGE, Offer.CANCEL))
