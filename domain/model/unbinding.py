"""Table T12 of the decision tables: whether an account gives up a way to sign in.

Pure. S is the account of the session.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

import attrs

from domain.model.decision import Decision, Who
from domain.model.identity import BoundIdentity, IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import is_trusted


class Asked(StrEnum):
    """What is to be given up."""

    NOT_BOUND = "-"
    WECHAT = "wechat"
    QQ = "qq"
    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105 - the name of a row


class Left(StrEnum):
    """What the account could still be entered by."""

    NOTHING = "nothing"
    STALE_PHONE = "stale_phone"
    USABLE = "usable"


@attrs.frozen(kw_only=True)
class UnbindSituation:
    """One combination of the table's dimensions.

    Attributes:
        fresh: the caller proved S within the last ten minutes.
    """

    asked: Asked
    fresh: bool = True
    left: Left = Left.USABLE

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.asked is Asked.NOT_BOUND:
            return "T12 -"
        fresh = f" fresh=yes left={self.left}" if self.fresh else " fresh=no"
        return f"T12 {self.asked}{fresh}"


_UNBOUND: Final = Decision(outcome=Outcome.UNBOUND, who=Who.S)


def decide_unbinding(situation: UnbindSituation) -> Decision:
    """Answer one cell of T12; every situation has an answer."""
    if situation.asked is Asked.NOT_BOUND:
        return Decision(outcome=Outcome.NOT_BOUND)
    if not situation.fresh:
        return Decision(outcome=Outcome.STEP_UP_REQUIRED)
    match situation.left:
        case Left.NOTHING:
            offers = (Offer.BIND_PHONE, Offer.SET_PASSWORD, Offer.CLOSE_ACCOUNT)
            return Decision(outcome=Outcome.LAST_LOGIN_METHOD, offers=offers)
        case Left.STALE_PHONE:
            return Decision(
                outcome=Outcome.REFRESH_REMAINING_METHOD, offers=(Offer.REFRESH_PHONE,)
            )
        case Left.USABLE:
            return _UNBOUND


def left_of(
    own: Iterable[BoundIdentity],
    without: Collection[BoundIdentity],
    now: datetime,
) -> Left:
    """Tell what would be left of the ways into an account.

    A number has to be fresh, even with a password beside it: its next owner could claim a stale
    one, and the account would be left with none. What nobody proved opens nothing.
    """
    left = [one for one in own if one not in without]
    if any(one.identity.kind is not IdentityKind.PHONE for one in left):
        return Left.USABLE
    proven = [one.proof for one in left if not one.proof.is_claim]
    if not proven:
        return Left.NOTHING
    if any(is_trusted(proof, now) for proof in proven):
        return Left.USABLE
    return Left.STALE_PHONE
