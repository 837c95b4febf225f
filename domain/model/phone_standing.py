"""How far a phone number can be trusted: by whom it is held, and when that was last proven."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.model.account import AccountStatus, Holder
from domain.model.identity import Identity, IdentityKind, Proof

# A carrier may give a cancelled number to somebody else after 90 days (电信服务规范): one proven
# since then has not changed hands that way.
TRUST_WINDOW: Final = timedelta(days=90)


class Standing(StrEnum):
    """The rows of the phone tables: who holds a number, and how well."""

    NONE = "N"
    FRESH = "F"
    STALE = "T"
    UNVERIFIED = "U"
    SUSPENDED = "S"
    CLOSING = "C"


def standing(phone: Identity, holder: Holder | None, now: datetime) -> Standing:
    """Return how the number stands; a claim that nobody proved holds nothing, whoever made it."""
    if holder is None:
        return Standing.NONE
    proof = holder.holds[phone].proof
    if proof.is_claim:
        return Standing.UNVERIFIED
    match holder.account.status:
        case AccountStatus.SUSPENDED:
            return Standing.SUSPENDED
        case AccountStatus.CLOSING:
            return Standing.CLOSING
    return Standing.FRESH if is_trusted(proof, now) else Standing.STALE


def is_trusted(proof: Proof, now: datetime) -> bool:
    """Tell whether a number was proven well enough, and lately enough, to be the same person's."""
    return not proof.is_weak and now - proof.proved_at < TRUST_WINDOW


def has_other_identity(holder: Holder) -> bool:
    """Tell whether the account signs in by anything but its number, passwords aside."""
    return any(place.kind is not IdentityKind.PHONE for place in holder.places)


def is_only_method(holder: Holder) -> bool:
    """Tell whether the number is all that the account can be entered by."""
    return not holder.has_password and not has_other_identity(holder)
