"""Examples of the bodies about identities and merging; the tests hold them true."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec

from adapters.http import examples
from adapters.http.bodies import ProfileOut
from adapters.http.examples import Bodies
from adapters.http.identity_bodies import IdentitiesOut, IdentityOut, PlaceOut
from adapters.http.merge_bodies import MergesOut, PreviewOut, SideOut, UnmergedOut
from adapters.http.sign_in_bodies import BoundOut, MergeOut
from domain.model.errors import Undecided
from domain.model.identity import IdentityKind, ProofMethod
from domain.model.outcomes import Offer, Offered, Outcome, Ticket
from domain.model.survivor import Reason
from domain.usecases.steps.undo_plan import Lost

_AT: Final = datetime(2026, 11, 21, 8, 30, 0, 123456, UTC)
_TICKET: Final = "Zr7xK2mQ9wE4tY6uI1oP3aS5dF8gH0jLkZxCvBnMqW2"
_WECHAT_ID: Final = UUID("01a1fdb3-ec9f-7151-8d5c-6d9fd0a4b8e1")
_NUMBER_ID: Final = UUID("01a1fdb3-ec9f-7c02-a8a4-90f65cfb0b6d")
_OTHER_NUMBER_ID: Final = UUID("01a1fdb3-f04a-7ad9-8f3e-5b1c26c7e0aa")
_LOSER_ID: Final = UUID("01a1fdb3-f04a-7e33-b5d0-7f2a1f0f9c55")

_WECHAT: Final = IdentityOut(
    id=_WECHAT_ID,
    kind=IdentityKind.WECHAT_OPENID,
    app="shop",
    platform=None,
    phone=None,
    proved_at=_AT,
    method=ProofMethod.WX_CODE,
)
_NUMBER: Final = IdentityOut(
    id=_NUMBER_ID,
    kind=IdentityKind.PHONE,
    app=None,
    platform=None,
    phone="138****8000",
    proved_at=_AT,
    method=ProofMethod.SMS,
)
_OTHER_NUMBER: Final = msgspec.structs.replace(_NUMBER, id=_OTHER_NUMBER_ID, phone="139****9000")
_SURVIVOR: Final = SideOut(
    id=examples.ACCOUNT.id,
    registered_at=_AT,
    phone=_NUMBER.phone,
    profile=examples.ACCOUNT.profile,
    has_password=True,
    identities=[_NUMBER],
)
_LOSER: Final = SideOut(
    id=_LOSER_ID,
    registered_at=_AT,
    phone=_OTHER_NUMBER.phone,
    profile=ProfileOut("", ""),
    has_password=False,
    identities=[_WECHAT, _OTHER_NUMBER],
)

MERGE: Final = MergeOut(
    id=UUID("01a1fdb4-0b12-7d05-93a1-cb2d5d5f6a20"),
    survivor=_SURVIVOR.id,
    loser=_LOSER.id,
    reason=Reason.OLDER,
    merged_at=_AT,
    undo_until=datetime(2026, 11, 28, 8, 30, 0, 123456, UTC),
    automatic=False,
    undone_at=None,
)
LISTED: Final = MergesOut([MERGE])
MERGED: Final = msgspec.structs.replace(examples.SIGNED_IN, code=Outcome.MERGED, merge=MERGE)
_UNASKED: Final = msgspec.structs.replace(MERGE, reason=Reason.ESTABLISHED, automatic=True)
MERGED_ON_THE_WAY: Final = msgspec.structs.replace(examples.SIGNED_IN, merge=_UNASKED)
UNMERGED: Final = UnmergedOut(
    Outcome.UNMERGED, msgspec.structs.replace(MERGE, undone_at=_AT), [Lost.PASSWORD]
)
PREVIEW: Final = PreviewOut(
    code=Outcome.CHOICE_REQUIRED,
    survivor=_SURVIVOR,
    loser=_LOSER,
    reason=Reason.OLDER,
    moves=[_WECHAT],
    gives_up=[_OTHER_NUMBER],
    clashes=[PlaceOut(IdentityKind.PHONE, None, None)],
    choices=[_NUMBER, _OTHER_NUMBER],
    profile=_SURVIVOR.profile,
    password_dies=False,
)
IDENTITIES: Final = IdentitiesOut([_WECHAT, _NUMBER], password=True)
BOUND: Final = BoundOut(Outcome.BOUND, examples.ACCOUNT)
BOUND_AND_MERGED: Final = BoundOut(Outcome.BOUND, examples.ACCOUNT, _UNASKED)

STALE: Final = Undecided(
    Outcome.STALE_TICKET, offers=(Offered(Offer.PREVIEW_AGAIN, Ticket(_TICKET, _AT)),)
)
CHOICE: Final = Undecided(Outcome.CHOICE_REQUIRED, offers=(Offered(Offer.CHOOSE_PHONE),))
SUSPENDED: Final = Undecided(Outcome.MERGE_BLOCKED_SUSPENDED)
CLOSING: Final = Undecided(
    Outcome.MERGE_BLOCKED_CLOSING, offers=(Offered(Offer.RESTORE), Offered(Offer.WAIT))
)
GONE: Final = Undecided(Outcome.ACCOUNT_NOT_FOUND)
LATER_MERGE: Final = Undecided(Outcome.UNDO_BLOCKED_LATER_MERGE)
UNDO_CLOSING: Final = Undecided(
    Outcome.UNDO_BLOCKED_CLOSING, offers=(Offered(Offer.RESTORE), Offered(Offer.WAIT))
)
EXPIRED: Final = Undecided(Outcome.UNDO_EXPIRED)
QUARANTINED: Final = Undecided(
    Outcome.IDENTITY_QUARANTINED,
    offers=(Offered(Offer.RELINK, hint="小***"), Offered(Offer.START_AFRESH)),
)
UNAVAILABLE: Final = Undecided(Outcome.IDENTITY_UNAVAILABLE)
RESERVED: Final = Undecided(
    Outcome.IDENTITY_RESERVED, offers=(Offered(Offer.RETRY_AFTER_CLOSING),)
)
NOT_BOUND: Final = Undecided(Outcome.NOT_BOUND)
LAST: Final = Undecided(
    Outcome.LAST_LOGIN_METHOD,
    offers=(
        Offered(Offer.BIND_PHONE),
        Offered(Offer.SET_PASSWORD),
        Offered(Offer.CLOSE_ACCOUNT),
    ),
)
REFRESH_REMAINING: Final = Undecided(
    Outcome.REFRESH_REMAINING_METHOD, offers=(Offered(Offer.REFRESH_PHONE),)
)

PREVIEWS: Final[Bodies] = {
    "as proposed": {"ticket": _TICKET},
    "another survivor": {"ticket": _TICKET, "survivor": str(_LOSER_ID)},
    "another number": {"ticket": _TICKET, "phone": str(_OTHER_NUMBER_ID)},
}
MERGES: Final[Bodies] = {
    "as proposed": {"ticket": _TICKET},
    "as chosen": {
        "ticket": _TICKET,
        "survivor": str(_LOSER_ID),
        "phone": str(_OTHER_NUMBER_ID),
        "password": "correct horse battery staple",
    },
}
_WECHAT_CODE: Final = {"app": "shop", "code": "0a3Xk1Ga1Zx9AH0Hk2Ha1mJp7k2Xk1Gz"}
BIND: Final[Bodies] = {
    "another": {"wechat": _WECHAT_CODE},
    "in the place of the other": {"wechat": _WECHAT_CODE, "replace": True},
}
