"""What the control API takes; unknown fields are refused."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta

from adapters.simulator.authorize.desk import Wish
from adapters.simulator.faults import SECONDS_MOST, FaultKind
from adapters.simulator.numbers import E164_PATTERN
from adapters.simulator.wx import Seat

Name = Annotated[str, Meta(min_length=1, max_length=64)]
Seconds = Annotated[float, Meta(ge=0, le=SECONDS_MOST)]
Number = Annotated[str, Meta(pattern=E164_PATTERN)]


class _In(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that says nothing but what it means."""


class AdvanceIn(_In, frozen=True):
    """Put the clock forward; ten years are far enough."""

    seconds: Annotated[float, Meta(ge=0, le=10 * 365 * 86_400)]


class PersonIn(_In, frozen=True):
    """Somebody new."""

    id: Annotated[str, Meta(pattern=r"\A[a-z0-9_-]{1,64}\Z")]
    nickname: Annotated[str, Meta(max_length=64)]
    avatar_url: Annotated[str, Meta(max_length=512)] = ""
    risk: bool = False
    numbers: tuple[Number, ...] = ()
    snapshot: bool = False


class NumberIn(_In, frozen=True):
    """Name a telephone number."""

    number: Number


class GiveNumberIn(NumberIn, frozen=True):
    """Hand a number that nobody has to a person."""

    person: Name


class AppIn(_In, frozen=True):
    """Name an app."""

    app: Name


class SeatIn(AppIn, frozen=True):
    """Name a person with an app open."""

    person: Name

    def seat(self) -> Seat:
        return Seat(self.app, self.person)


class AuthorizeIn(SeatIn, frozen=True):
    """Let the person say yes to a site, as on its vendor's authorize page.

    Left out, `scope` is what most sites ask for.
    """

    redirect_uri: Annotated[str, Meta(max_length=2048)]
    state: Annotated[str, Meta(max_length=1024)] = ""
    scope: Name | None = None

    def wish(self) -> Wish:
        return Wish(redirect_uri=self.redirect_uri, state=self.state, scope=self.scope)


class SendAuthIn(SeatIn, frozen=True):
    """Let the person say yes to a mobile app, which asks by the open platform's SDK."""

    state: Annotated[str, Meta(max_length=1024)] = ""


class ProfileIn(SeatIn, frozen=True):
    """Ask for a profile; `previous` is the session key before the current one."""

    nickname: Annotated[str, Meta(max_length=256)] | None = None
    sealed_with: Literal["current", "previous"] = "current"

    def with_previous_key(self) -> bool:
        return self.sealed_with == "previous"


class PhonePressIn(SeatIn, frozen=True):
    """Press the phone button; what it seals opens with the key that the login code brings."""

    number: Number | None = None
    login_code: str | None = None


class PhoneActionIn(ProfileIn, frozen=True):
    """Press a button of the mini program; each button reads what it needs of the wishes.

    Left out, `number` is the one the person got last, and `sms_code` the last one she received.
    `kept` is the identity of the number that stays where two accounts have one.
    """

    number: Number | None = None
    purpose: Annotated[str, Meta(max_length=64)] = "login"
    sms_code: Annotated[str, Meta(max_length=64)] | None = None
    password: Annotated[str, Meta(max_length=1024)] = ""
    kept: Annotated[str, Meta(max_length=64)] | None = None


class FaultsIn(_In, frozen=True):
    """Let the next calls of an endpoint fail."""

    endpoint: str
    kind: FaultKind
    times: Annotated[int, Meta(ge=1, le=1_000)] = 1
    seconds: Seconds = 5.0
    errcode: int = -1


def given(body: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a body that were not left out."""
    fields = msgspec.structs.asdict(body)
    return {name: value for name, value in fields.items() if value is not UNSET}
