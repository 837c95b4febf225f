"""What the control API takes and gives; unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.faults import SECONDS_MOST, FaultKind
from adapters.simulator.journal import Exchange
from adapters.simulator.modes import ContentType, DeadTokenErrcode, Modes
from adapters.simulator.people import Person
from adapters.simulator.wx import Seat

Name = Annotated[str, Meta(min_length=1, max_length=64)]
Seconds = Annotated[float, Meta(ge=0, le=SECONDS_MOST)]
Quota = Annotated[int, Meta(ge=0)]


class _In(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that says nothing but what it means."""


class _Out(msgspec.Struct, frozen=True):
    """A body we send."""


class AdvanceIn(_In, frozen=True):
    """Put the clock forward; ten years are far enough."""

    seconds: Annotated[float, Meta(ge=0, le=10 * 365 * 86_400)]


class PersonIn(_In, frozen=True):
    """Somebody new."""

    id: Annotated[str, Meta(pattern=r"\A[a-z0-9_-]{1,64}\Z")]
    nickname: Annotated[str, Meta(max_length=64)]
    avatar_url: Annotated[str, Meta(max_length=512)] = ""
    risk: bool = False


class AppIn(_In, frozen=True):
    """Name an app."""

    app: Name


class AppChangesIn(AppIn, frozen=True, kw_only=True):
    """Change an app's standing; what is left out stays."""

    frozen: bool | UnsetType = UNSET
    ip_allow: tuple[str, ...] | UnsetType = UNSET
    platform: str | UnsetType | None = UNSET


class SeatIn(AppIn, frozen=True):
    """Name a person with an app open."""

    person: Name

    def seat(self) -> Seat:
        return Seat(self.app, self.person)


class ProfileIn(SeatIn, frozen=True):
    """Ask for a profile; `previous` is the session key before the current one."""

    nickname: Annotated[str, Meta(max_length=256)] | None = None
    sealed_with: Literal["current", "previous"] = "current"


class ModesIn(_In, frozen=True):
    """Change how the vendor behaves; what is left out stays."""

    content_type: ContentType | UnsetType = UNSET
    dead_token_errcode: DeadTokenErrcode | UnsetType = UNSET
    errcode_on_success: bool | UnsetType = UNSET
    escaped_slashes: bool | UnsetType = UNSET
    rotating_session_keys: bool | UnsetType = UNSET
    logins_per_minute: Quota | UnsetType = UNSET
    stable_tokens_per_minute: Quota | UnsetType = UNSET
    classic_tokens_per_day: Quota | UnsetType = UNSET


class FaultsIn(_In, frozen=True):
    """Let the next calls of an endpoint fail."""

    endpoint: str
    kind: FaultKind
    times: Annotated[int, Meta(ge=1, le=1_000)] = 1
    seconds: Seconds = 5.0
    errcode: int = -1


class CodeOut(_Out, frozen=True):
    """What `wx.login` gave."""

    code: str


class AppOut(_Out, frozen=True):
    """An app, without its secret."""

    alias: str
    app_id: str
    platform: str | None
    frozen: bool
    ip_allow: tuple[str, ...]

    @classmethod
    def of(cls, app: SimulatedApp) -> Self:
        return cls(app.alias, app.app_id, app.platform, app.frozen, app.ip_allow)


class StateOut(_Out, frozen=True):
    """How the world stands."""

    now: datetime
    service_url: str
    apps: list[AppOut]
    people: list[Person]
    signed_in: list[Seat]
    modes: Modes
    faults: dict[str, list[FaultKind]]


class JournalOut(_Out, frozen=True):
    """What was said after the number asked for; nothing up to `forgotten` is kept any more."""

    forgotten: int
    exchanges: list[Exchange]


class CallsOut(_Out, frozen=True):
    """How often a login code was seen."""

    code: str
    count: int


class WaitingFaultsOut(_Out, frozen=True):
    """What the next calls of each endpoint will meet."""

    faults: dict[str, list[FaultKind]]


class EndpointCallsOut(_Out, frozen=True):
    """How often each endpoint was called."""

    endpoints: dict[str, int]


def given(body: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a body that were not left out."""
    fields = msgspec.structs.asdict(body)
    return {name: value for name, value in fields.items() if value is not UNSET}
