"""Table T2 of the decision tables: whose account it is when a phone code and a login code agree.

Pure. P is the account that holds the number, W the one that the login code alone would log in to
(table T1), N a new one. Precedence: account status, freshness, slot, weak proof, provisional.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


class BesideHolder(StrEnum):
    """The columns: how the account stands that the login code leads to."""

    NONE = "N"
    NO_PHONE = "A0"
    OTHER_PHONE = "Ao"
    SAME = "P"
    SUSPENDED = "S"
    CLOSING = "C"


class Younger(StrEnum):
    """Which side could be lost without a loss; if both could, the younger."""

    NONE = "none"
    P = "p"
    W = "w"


@attrs.frozen(kw_only=True)
class PairSituation:
    """One combination of the table's dimensions.

    Attributes:
        slot_taken: another WeChat or QQ fills a place on P that this one would need.
        weak: the number was proven by a button that vouches for the WeChat account only.
        provisional: which side is provisional, where both are accounts.
    """

    p: Standing
    w: BesideHolder
    slot_taken: bool = False
    weak: bool = False
    provisional: Younger = Younger.NONE

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        name = f"T2 {self.p}/{self.w}"
        if self.p is not Standing.FRESH:
            return name
        proof = f" proof={'weak' if self.weak else 'ok'}"
        match self.w:
            case BesideHolder.CLOSING:
                return name + proof
            case BesideHolder.NONE | BesideHolder.OTHER_PHONE:
                return f"{name} slot={self._slot}{proof}"
            case BesideHolder.NO_PHONE:
                return f"{name} slot={self._slot} prov={self.provisional}{proof}"
        return name

    @property
    def _slot(self) -> str:
        return "taken" if self.slot_taken else "free"


_PHONE: Final = (Role.PHONE,)
OPENID_AND_UNIONID: Final = (Role.OPENID, Role.UNIONID)

_AS_P: Final = Decision(outcome=Outcome.LOGGED_IN, who=Who.P)
_AS_W: Final = Decision(outcome=Outcome.LOGGED_IN, who=Who.W)
_RENEWED: Final = attrs.evolve(_AS_P, acts=(Act.RENEW_PHONE_PROOF,))
_CREATED: Final = Decision(outcome=Outcome.CREATED, who=Who.NEW, bind=_PHONE + OPENID_AND_UNIONID)
_CHANGE_PHONE: Final = attrs.evolve(_AS_W, offers=(Offer.CHANGE_PHONE,))
_CONFIRM: Final = Decision(
    outcome=Outcome.SMS_CONFIRMATION_REQUIRED, offers=(Offer.CONFIRM_BY_SMS, Offer.WECHAT_ONLY)
)
_SUSPENDED: Final = Decision(outcome=Outcome.ACCOUNT_SUSPENDED, deeds=(Deed.LOGIN_REFUSED,))
_CLOSING: Final = Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE, Offer.WAIT))


def decide_pair_login(situation: PairSituation) -> Decision:
    """Answer one cell of T2; every situation has an answer.

    Where W is logged in, what table T1 says of W's own identities is done as well.
    """
    if situation.w is BesideHolder.SUSPENDED:
        return _SUSPENDED
    match situation.p:
        case Standing.NONE | Standing.UNVERIFIED:
            return _nobody_holds_the_number(situation)
        case Standing.FRESH:
            return _the_number_is_fresh(situation)
        case Standing.STALE:
            return _the_number_is_stale(situation)
        case Standing.SUSPENDED:
            return _a_suspended_account_holds_the_number(situation)
        case Standing.CLOSING:
            return _a_closing_account_holds_the_number(situation)


def _nobody_holds_the_number(situation: PairSituation) -> Decision:
    strip = (Act.STRIP_CLAIM,) if situation.p is Standing.UNVERIFIED else ()
    match situation.w:
        case BesideHolder.NONE:
            return attrs.evolve(_CREATED, acts=strip)
        case BesideHolder.NO_PHONE:
            return attrs.evolve(_AS_W, bind=_PHONE, acts=strip)
        case BesideHolder.OTHER_PHONE:
            return _CHANGE_PHONE
        case BesideHolder.SAME:
            return attrs.evolve(_AS_W, acts=(Act.RENEW_PHONE_PROOF,))
        case _:
            return _CLOSING


def _the_number_is_fresh(situation: PairSituation) -> Decision:
    match situation.w:
        case BesideHolder.SAME:
            return _RENEWED
        case BesideHolder.CLOSING:
            return _CONFIRM if situation.weak else _AS_P
        case BesideHolder.NONE if situation.slot_taken:
            offers = (Offer.LOGIN_BY_SMS, Offer.REPLACE_WECHAT, Offer.WECHAT_ONLY)
            return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)
        case _ if situation.slot_taken:
            return Decision(
                outcome=Outcome.IDENTITY_CONFLICT,
                offers=(Offer.LOGIN_BY_WECHAT, Offer.LOGIN_BY_SMS),
            )
        case _ if situation.weak:
            return _CONFIRM
        case BesideHolder.NONE:
            return attrs.evolve(_AS_P, bind=OPENID_AND_UNIONID)
    return _two_accounts(situation)


def _two_accounts(situation: PairSituation) -> Decision:
    if situation.w is BesideHolder.NO_PHONE:
        match situation.provisional:
            case Younger.P:
                return attrs.evolve(_AS_W, acts=(Act.MERGE_P_INTO_W,))
            case Younger.W:
                return attrs.evolve(_AS_P, acts=(Act.MERGE_W_INTO_P,))
    return attrs.evolve(_AS_P, offers=(Offer.MERGE,))


def _the_number_is_stale(situation: PairSituation) -> Decision:
    match situation.w:
        case BesideHolder.NONE:
            offers = (Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER)
            return Decision(outcome=Outcome.OWNERSHIP_CHECK, offers=offers)
        case BesideHolder.SAME:
            return _RENEWED
        case BesideHolder.CLOSING:
            return attrs.evolve(_CLOSING, offers=(Offer.RESTORE, Offer.PROVE_OWNERSHIP))
        case _:
            return attrs.evolve(_AS_W, offers=(Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER))


def _a_suspended_account_holds_the_number(situation: PairSituation) -> Decision:
    match situation.w:
        case BesideHolder.NO_PHONE | BesideHolder.OTHER_PHONE:
            return attrs.evolve(_AS_W, deeds=(Deed.PHONE_HELD_BY_SUSPENDED,))
        case BesideHolder.CLOSING:
            return attrs.evolve(_CLOSING, offers=(Offer.RESTORE,))
        case _:
            return _SUSPENDED


def _a_closing_account_holds_the_number(situation: PairSituation) -> Decision:
    match situation.w:
        case BesideHolder.NO_PHONE | BesideHolder.OTHER_PHONE:
            return _AS_W
        case BesideHolder.SAME:
            return attrs.evolve(_CLOSING, offers=(Offer.RESTORE,))
        case _:
            return _CLOSING
