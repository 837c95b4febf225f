"""Table T3 of the decision tables: what binding a number to the caller's account comes to.

Pure. S is the caller's account, P the one that holds the number. Precedence: account status,
freshness, clash, weak proof, provisional.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_standing import Standing


class OwnPhone(StrEnum):
    """The columns: the number that is on S already."""

    NONE = "none"
    SAME = "same"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class BindingSituation:
    """One combination of the table's dimensions.

    Attributes:
        fresh: S was proven within the last ten minutes.
        clash: S and P both fill a place that an account has room for one in.
        weak: the number was proven by a button that vouches for the WeChat account only.
        provisional: S could be lost without a loss.
    """

    p: Standing
    s: OwnPhone
    fresh: bool = False
    clash: bool = False
    weak: bool = False
    provisional: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        name = f"T3 {self.p}/{self.s}"
        if self.s is OwnPhone.SAME and self.p is Standing.STALE:
            return f"{name} fresh={_yes(self.fresh)}"
        if self.s is OwnPhone.SAME or self.p in (Standing.SUSPENDED, Standing.CLOSING):
            return name
        if self.s is OwnPhone.NONE and self.p in (Standing.NONE, Standing.UNVERIFIED):
            return name
        name += f" fresh={_yes(self.fresh)}"
        if self.p is Standing.FRESH:
            name += f" clash={_yes(self.clash)}"
            if self.s is OwnPhone.NONE:
                name += f" prov={_yes(self.provisional)}"
            if self.fresh:
                name += f" proof={'weak' if self.weak else 'ok'}"
        return name


def _yes(value: bool) -> str:
    return "yes" if value else "no"


_BOUND: Final = Decision(outcome=Outcome.BOUND, who=Who.S, bind=(Role.PHONE,))
_STEP_UP: Final = Decision(
    outcome=Outcome.STEP_UP_REQUIRED,
    offers=(Offer.STEP_UP_BY_WECHAT, Offer.STEP_UP_BY_PASSWORD, Offer.STEP_UP_BY_SMS),
)


def decide_phone_binding(situation: BindingSituation) -> Decision:
    """Answer one cell of T3; every situation has an answer."""
    if situation.s is OwnPhone.SAME:
        return _she_holds_it_herself(situation)
    match situation.p:
        case Standing.SUSPENDED:
            return Decision(
                outcome=Outcome.PHONE_UNAVAILABLE, deeds=(Deed.PHONE_HELD_BY_SUSPENDED,)
            )
        case Standing.CLOSING:
            return Decision(outcome=Outcome.PHONE_RESERVED, offers=(Offer.RETRY_AFTER_CLOSING,))
        case Standing.NONE | Standing.UNVERIFIED:
            return _nobody_holds_the_number(situation)
        case _ if not situation.fresh:
            return _STEP_UP
        case Standing.STALE:
            offers = (Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER)
            return Decision(outcome=Outcome.OWNERSHIP_CHECK, offers=offers)
        case Standing.FRESH:
            return _another_holds_the_number(situation)


def _she_holds_it_herself(situation: BindingSituation) -> Decision:
    if situation.p is Standing.STALE and not situation.fresh:
        return _STEP_UP  # the number may be another's by now, and the account not hers
    return Decision(outcome=Outcome.BOUND, who=Who.S, acts=(Act.RENEW_PHONE_PROOF,))


def _nobody_holds_the_number(situation: BindingSituation) -> Decision:
    strip = (Act.STRIP_CLAIM,) if situation.p is Standing.UNVERIFIED else ()
    if situation.s is OwnPhone.NONE:
        return attrs.evolve(_BOUND, acts=strip)
    if not situation.fresh:
        return _STEP_UP
    return attrs.evolve(_BOUND, acts=(*strip, Act.REPLACE_PHONE))


def _another_holds_the_number(situation: BindingSituation) -> Decision:
    if situation.clash and situation.weak:
        offers = (Offer.KEEP_SEPARATE, Offer.CONFIRM_BY_SMS)
        return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)
    if situation.clash:
        offers = (Offer.KEEP_SEPARATE, Offer.UNBIND_FIRST)
        return Decision(outcome=Outcome.IDENTITY_CONFLICT, offers=offers)
    if situation.weak:
        return Decision(outcome=Outcome.SMS_CONFIRMATION_REQUIRED, offers=(Offer.CONFIRM_BY_SMS,))
    if situation.s is OwnPhone.OTHER:
        return Decision(outcome=Outcome.MERGE_REQUIRED, offers=(Offer.CHOOSE_THEN_MERGE,))
    if situation.provisional:
        return Decision(outcome=Outcome.LOGGED_IN, who=Who.P, acts=(Act.MERGE_S_INTO_P,))
    return Decision(outcome=Outcome.MERGE_REQUIRED, offers=(Offer.MERGE, Offer.CANCEL))
