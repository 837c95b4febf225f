"""What a caller may prove herself by, when a change asks for a fresh proof."""

from domain.model.errors import Undecided
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Offered, Outcome
from domain.usecases.caller import Caller


def step_up_required(caller: Caller) -> Undecided:
    """Return the refusal; it offers only what the caller has."""
    kinds = {one.identity.kind for one in caller.own}
    possible = {
        Offer.STEP_UP_BY_WECHAT: IdentityKind.WECHAT_OPENID in kinds,
        Offer.STEP_UP_BY_PASSWORD: caller.has_password,
        Offer.STEP_UP_BY_SMS: IdentityKind.PHONE in kinds,
    }
    offers = tuple(Offered(offer) for offer, has in possible.items() if has)
    return Undecided(Outcome.STEP_UP_REQUIRED, offers=offers)
