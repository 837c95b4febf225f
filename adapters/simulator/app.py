"""The simulator as one Litestar application: the vendors' routes, the control API, the page."""

from collections.abc import Sequence
from typing import Any, Final

import attrs
import httpx
import msgspec
from litestar import Litestar, Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.authorize.desk import AuthorizeDesk
from adapters.simulator.authorize.routes import authorize_routes
from adapters.simulator.browser import Browser
from adapters.simulator.calls import CallCounts
from adapters.simulator.clock import VirtualClock
from adapters.simulator.control_authorize import authorize_control_routes
from adapters.simulator.control_numbers import number_routes
from adapters.simulator.control_phone import phone_routes
from adapters.simulator.control_traffic import traffic_routes
from adapters.simulator.control_vendor import vendor_routes
from adapters.simulator.control_world import world_routes
from adapters.simulator.errors import ControlRefused
from adapters.simulator.faults import Faults
from adapters.simulator.handset import Handset
from adapters.simulator.journal import Journal
from adapters.simulator.open_sdk import OpenSdk
from adapters.simulator.pages import page_routes
from adapters.simulator.phone import Phone
from adapters.simulator.phone_merging import PhoneMerging
from adapters.simulator.phone_security import PhoneSecurity
from adapters.simulator.phone_sign_in import PhoneSignIn
from adapters.simulator.phone_texts import PhoneTexts
from adapters.simulator.qq.phone import Qq
from adapters.simulator.qq.routes import qq_routes
from adapters.simulator.simulator import Simulator
from adapters.simulator.sms.accounts import SmsAccounts
from adapters.simulator.sms.routes import sms_routes
from adapters.simulator.traffic import Traffic
from adapters.simulator.wechat import WeChat, wechat_routes
from adapters.simulator.world import World
from adapters.simulator.wx import Wx

__all__ = ["SimulatedApp", "SmsAccounts", "create_simulator"]

_PATIENCE: Final = 30.0


class Refusal(msgspec.Struct, frozen=True):
    """Why the simulator did not do what it was asked."""

    error: str


@attrs.frozen(kw_only=True)
class Lines:
    """The lines to the service: those of phones, and that of a browser, which keeps cookies."""

    phones: httpx.AsyncClient
    browser: httpx.AsyncClient
    service_url: str


def create_simulator(
    apps: Sequence[SimulatedApp],
    *,
    clock: VirtualClock,
    service_url: str,
    sms: SmsAccounts = SmsAccounts(),  # noqa: B008 - frozen
) -> Litestar:
    """Return the application; `state.simulator` holds its parts for whoever runs in-process."""
    secrets = sms.secrets() | {app.secret for app in apps}
    phones, browser = _client(service_url), _client(service_url)
    lines = Lines(phones=phones, browser=browser, service_url=service_url)
    simulator = _assemble(World(apps, clock), Journal(clock, secrets), lines)
    traffic = Traffic(simulator.counts, simulator.faults, simulator.journal)
    return Litestar(
        route_handlers=[
            *wechat_routes(WeChat(simulator.world), traffic),
            *qq_routes(simulator.world, traffic),
            *sms_routes(simulator.world, sms, traffic),
            *authorize_routes(simulator.authorize_desk),
            *_control_routes(simulator),
            *page_routes(),
        ],
        state=State({"simulator": simulator}),
        on_shutdown=[phones.aclose, browser.aclose],
        exception_handlers={ControlRefused: on_refusal, HTTPException: on_http_error},
        guards=[control_takes_only_json],
        openapi_config=None,
        logging_config=None,
    )


def _control_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    return [
        *world_routes(simulator),
        *vendor_routes(simulator),
        *traffic_routes(simulator),
        *number_routes(simulator),
        *phone_routes(simulator),
        *authorize_control_routes(simulator),
    ]


def _client(service_url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=service_url, trust_env=False, timeout=_PATIENCE)


def _assemble(world: World, journal: Journal, lines: Lines) -> Simulator:
    wx, handset = Wx(world, journal), Handset(journal, lines.phones)
    texts, desk = PhoneTexts(world, handset), AuthorizeDesk(world, journal)
    return Simulator(
        service_url=lines.service_url,
        world=world,
        wx=wx,
        qq=Qq(world, journal),
        open_sdk=OpenSdk(world, journal),
        authorize_desk=desk,
        browser=Browser(journal, lines.browser, desk),
        handset=handset,
        phone=Phone(wx, handset),
        phone_texts=texts,
        phone_sign_in=PhoneSignIn(wx, handset, texts),
        phone_security=PhoneSecurity(wx, handset, texts),
        phone_merging=PhoneMerging(handset),
        faults=Faults(),
        counts=CallCounts(),
        journal=journal,
    )


def control_takes_only_json(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Refuse bodies that any web page could send here without asking the browser first."""
    announced = connection.headers.get("content-type", "")
    media_type = announced.partition(";")[0].strip().lower()
    is_control = connection.scope["path"].startswith("/__sim/")
    if is_control and announced and media_type != RequestEncodingType.JSON:
        raise HTTPException("send JSON as application/json", status_code=415)


def on_refusal(_: Request[Any, Any, Any], refused: ControlRefused) -> Response[Refusal]:
    """Answer what cannot be done."""
    return Response(Refusal(str(refused)), status_code=400)


def on_http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[Refusal]:
    """Answer what the framework refuses, with its reasons in one line."""
    extra = error.extra if isinstance(error.extra, list) else []
    reasons = [f"{one.get('key', 'body')}: {one.get('message')}" for one in extra]
    return Response(Refusal("; ".join([error.detail, *reasons])), status_code=error.status_code)
