"""Table T9 of the decision tables: whose account it is when a newcomer names a number.

Pure. On the web she has proven a WeChat or QQ that opened no account, and a number; P is
the account that holds the number, N a new one.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


class NowOf(StrEnum):
    """Whose the WeChat or QQ is by the time the page comes back."""

    NOBODY = "N"
    P = "P"
    ANOTHER = "A"
    SUSPENDED = "S"
    CLOSING = "C"


class Said(StrEnum):
    """What she said for P's password."""

    RIGHT = "right"
    WRONG = "wrong"
    NOTHING = "nothing"
    NONE_THERE = "none_there"


@attrs.frozen(kw_only=True)
class FirstSignInSituation:
    """One combination of the table's dimensions.

    Attributes:
        q, p: row and column.
        password: P's, where the number is in use.
        slot_taken: P has another WeChat or QQ in the same place.
        replace: she wants hers in the place of the other.
    """

    q: NowOf
    p: Standing
    password: Said = Said.NONE_THERE
    slot_taken: bool = False
    replace: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.q is not NowOf.NOBODY:
            return f"T9 {self.q}"
        name = f"T9 N/{self.p}"
        if self.p not in _IN_USE:
            return name
        name += f" password={self.password}"
        if self.password is Said.RIGHT or (self.password, self.p) == _SET_ANEW:
            name += f" slot={'taken' if self.slot_taken else 'free'}"
        if self.password is Said.RIGHT and self.slot_taken:
            name += f" replace={'yes' if self.replace else 'no'}"
        return name


_IN_USE: Final = (Standing.FRESH, Standing.STALE)
_SET_ANEW: Final = (Said.NONE_THERE, Standing.FRESH)
_IDS: Final = (Role.OPENID, Role.UNIONID)
_CREATED: Final = Decision(
    outcome=Outcome.CREATED, who=Who.NEW, bind=(Role.PHONE, *_IDS), acts=(Act.SET_PASSWORD,)
)
_AS_P: Final = Decision(
    outcome=Outcome.LOGGED_IN, who=Who.P, bind=_IDS, acts=(Act.RENEW_PHONE_PROOF,)
)
_SUSPENDED: Final = Decision(outcome=Outcome.ACCOUNT_SUSPENDED)
_CLOSING: Final = Decision(outcome=Outcome.ACCOUNT_CLOSING, offers=(Offer.RESTORE, Offer.WAIT))
_WITHOUT: Final = Offer.LOG_IN_WITHOUT_LINKING


def decide_first_sign_in(situation: FirstSignInSituation) -> Decision:
    """Answer one cell of T9; every situation has an answer."""
    match situation.q:
        case NowOf.P:
            return attrs.evolve(_AS_P, bind=())
        case NowOf.ANOTHER:
            return Decision(outcome=Outcome.IDENTITY_TAKEN, offers=(Offer.LOGIN_BY_PROVIDER,))
        case NowOf.SUSPENDED:
            return _SUSPENDED
        case NowOf.CLOSING:
            return _CLOSING
    return _nobody_has_it(situation)


def _nobody_has_it(situation: FirstSignInSituation) -> Decision:
    match situation.p:
        case Standing.NONE:
            return _CREATED
        case Standing.UNVERIFIED:
            return attrs.evolve(_CREATED, acts=(Act.STRIP_CLAIM, Act.SET_PASSWORD))
        case Standing.SUSPENDED:
            return _SUSPENDED
        case Standing.CLOSING:
            return _CLOSING
        case Standing.FRESH | Standing.STALE:
            return _the_number_is_in_use(situation)


def _the_number_is_in_use(situation: FirstSignInSituation) -> Decision:
    """Answer by her second factor: with it a number that is stale is as good as a fresh one."""
    fresh = situation.p is Standing.FRESH
    otherwise = (Offer.RESET_PASSWORD,) if fresh else (Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER)
    match situation.password:
        case Said.RIGHT:
            return _linked(situation)
        case Said.WRONG:
            return Decision(
                outcome=Outcome.PASSWORD_MISMATCH, offers=(Offer.ENTER_PASSWORD, *otherwise)
            )
        case Said.NOTHING:
            return Decision(
                outcome=Outcome.PASSWORD_REQUIRED, offers=(Offer.ENTER_PASSWORD, *otherwise)
            )
        case Said.NONE_THERE if not fresh:
            return Decision(outcome=Outcome.OWNERSHIP_CHECK, offers=otherwise)
        case Said.NONE_THERE if situation.slot_taken:
            return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=(_WITHOUT,))
    return attrs.evolve(_AS_P, acts=(*_AS_P.acts, Act.SET_PASSWORD))


def _linked(situation: FirstSignInSituation) -> Decision:
    if not situation.slot_taken:
        return _AS_P
    if situation.replace:
        return attrs.evolve(_AS_P, acts=(*_AS_P.acts, Act.REPLACE_IDENTITY))
    offers = (_WITHOUT, Offer.REPLACE_IDENTITY)
    return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)
