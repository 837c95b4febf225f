"""Table T1 of the decision tables: whose account it is when somebody signs in by openid.

Pure: the situation goes in, the decision comes out. X is the account that holds the openid, Y the
one that holds the unionid, N a new one.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome


class OpenidHolder(StrEnum):
    """The rows: how the account stands that holds the openid."""

    NONE = "N"
    ACTIVE = "A"
    SUSPENDED = "S"
    CLOSING = "C"


class UnionidHolder(StrEnum):
    """The columns: whether a unionid was sent, and how the account stands that holds it."""

    NOT_SENT = "-"
    NONE = "N"
    SAME = "X"
    ACTIVE = "A"
    SUSPENDED = "S"
    CLOSING = "C"


class Provisional(StrEnum):
    """Which side could be lost without a loss; if both could, the younger."""

    NONE = "none"
    X = "x"
    Y = "y"


@attrs.frozen(kw_only=True)
class Situation:
    """One combination of the table's dimensions.

    Attributes:
        x, y: row and column.
        y_has_openid: Y already has another openid of this app (`rel`).
        x_has_unionid: X already stores another unionid of this platform (`xu`).
        provisional: which side is provisional, where both are accounts (`prov`).
    """

    x: OpenidHolder
    y: UnionidHolder
    y_has_openid: bool = False
    x_has_unionid: bool = False
    provisional: Provisional = Provisional.NONE

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        variant = ""
        if (self.x, self.y) == (OpenidHolder.NONE, UnionidHolder.ACTIVE):
            variant = f" rel={'yes' if self.y_has_openid else 'no'}"
        elif self.x is OpenidHolder.ACTIVE and self.y in (
            UnionidHolder.NONE,
            UnionidHolder.ACTIVE,
        ):
            variant = f" xu={'other' if self.x_has_unionid else 'none'}"
            if self.y is UnionidHolder.ACTIVE:
                variant += f" prov={self.provisional}"
        return f"T1 {self.x}/{self.y}{variant}"


OPENID: Final = Role.OPENID
UNIONID: Final = Role.UNIONID

_AS_X: Final = Decision(outcome=Outcome.LOGGED_IN, who=Who.X)
_SUSPENDED: Final = Decision(outcome=Outcome.ACCOUNT_SUSPENDED, deeds=(Deed.LOGIN_REFUSED,))
_CLOSING: Final = Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE, Offer.WAIT))


def decide_openid_login(situation: Situation) -> Decision:
    """Answer one cell of T1; every situation has an answer."""
    if situation.x is OpenidHolder.SUSPENDED or situation.y is UnionidHolder.SUSPENDED:
        return _SUSPENDED
    match situation.x:
        case OpenidHolder.NONE:
            return _nobody_holds_the_openid(situation)
        case OpenidHolder.ACTIVE:
            return _an_active_account_holds_the_openid(situation)
        case _:
            return _a_closing_account_holds_the_openid(situation)


def _nobody_holds_the_openid(situation: Situation) -> Decision:
    match situation.y:
        case UnionidHolder.ACTIVE if situation.y_has_openid:
            return Decision(
                outcome=Outcome.LOGGED_IN,
                who=Who.Y,
                bind=(OPENID,),
                acts=(Act.SUPERSEDE_OPENID,),
                deeds=(Deed.OPENID_SUPERSEDED,),
            )
        case UnionidHolder.ACTIVE:
            return Decision(outcome=Outcome.LOGGED_IN, who=Who.Y, bind=(OPENID,))
        case UnionidHolder.CLOSING:
            return _CLOSING
        case UnionidHolder.NONE:
            return Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(OPENID, UNIONID))
        case _:
            return Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=(OPENID,))


def _an_active_account_holds_the_openid(situation: Situation) -> Decision:
    match situation.y:
        case UnionidHolder.NONE | UnionidHolder.ACTIVE if situation.x_has_unionid:
            return attrs.evolve(_AS_X, deeds=(Deed.UNIONID_MISMATCH,))
        case UnionidHolder.NONE:
            return attrs.evolve(_AS_X, bind=(UNIONID,))
        case UnionidHolder.ACTIVE:
            return _two_accounts(situation)
        case _:
            return _AS_X


def _two_accounts(situation: Situation) -> Decision:
    match situation.provisional:
        case Provisional.X:
            return attrs.evolve(_AS_X, who=Who.Y, acts=(Act.MERGE_X_INTO_Y,))
        case Provisional.Y:
            return attrs.evolve(_AS_X, acts=(Act.MERGE_Y_INTO_X,))
        case Provisional.NONE:
            deeds = (Deed.MERGE_SUGGESTED,)
            return attrs.evolve(_AS_X, deeds=deeds, offers=(Offer.MERGE,))


def _a_closing_account_holds_the_openid(situation: Situation) -> Decision:
    if situation.y is UnionidHolder.ACTIVE:
        return Decision(outcome=Outcome.LOGGED_IN, who=Who.Y, offers=(Offer.CANCEL_CLOSING,))
    return _CLOSING
