"""What the control API gives."""

from datetime import datetime
from typing import Self

import attrs
import msgspec

from adapters.simulator.apps import Kind, Provider, SimulatedApp
from adapters.simulator.faults import FaultKind
from adapters.simulator.journal import Exchange
from adapters.simulator.modes import Modes
from adapters.simulator.people import Person
from adapters.simulator.wx import Seat


class _Out(msgspec.Struct, frozen=True):
    """A body we send."""


class CodeOut(_Out, frozen=True):
    """What `wx.login`, `qq.login` or SendAuth gave."""

    code: str


class CallbackOut(_Out, frozen=True):
    """Where a person goes to who said yes, her code included."""

    url: str


class AppOut(_Out, frozen=True):
    """An app, without its secret."""

    alias: str
    app_id: str
    platform: str | None
    provider: Provider
    kind: Kind
    frozen: bool
    ip_allow: tuple[str, ...]
    personal: bool
    redirect_domain: str | None
    redirect_uris: tuple[str, ...]
    unionid_permission: bool
    online: bool
    owner: str | None
    phone_presses: int

    @classmethod
    def of(cls, app: SimulatedApp, phone_presses: int) -> Self:
        but_secret = attrs.filters.exclude(attrs.fields(SimulatedApp).secret)
        return cls(phone_presses=phone_presses, **attrs.asdict(app, filter=but_secret))


class StateOut(_Out, frozen=True):
    """How the world stands."""

    now: datetime
    service_url: str
    apps: list[AppOut]
    people: list[Person]
    free_numbers: list[str]
    signed_in: list[Seat]
    modes: Modes
    faults: dict[str, list[FaultKind]]


class JournalOut(_Out, frozen=True):
    """What was said after the number asked for; nothing up to `forgotten` is kept any more."""

    forgotten: int
    exchanges: list[Exchange]


class CallsOut(_Out, frozen=True):
    """How often a one-time code was seen."""

    code: str
    count: int


class WaitingFaultsOut(_Out, frozen=True):
    """What the next calls of each endpoint will meet."""

    faults: dict[str, list[FaultKind]]


class EndpointCallsOut(_Out, frozen=True):
    """How often each endpoint was called."""

    endpoints: dict[str, int]
