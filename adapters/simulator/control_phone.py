"""The control API of the phones: presses the buttons that a person would press."""

from collections.abc import Awaitable, Callable, Mapping

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.simulator.control_bodies import CodeOut, ProfileIn, SeatIn
from adapters.simulator.errors import ControlRefused
from adapters.simulator.phone import PhoneAnswer
from adapters.simulator.sealing import SealedProfile
from adapters.simulator.simulator import Simulator

Action = Callable[[ProfileIn], Awaitable[PhoneAnswer]]


def phone_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes."""
    actions = _actions(simulator)

    @post("/__sim/wx_login", status_code=200)
    async def wx_login(data: JSONBody[SeatIn]) -> CodeOut:
        return CodeOut(simulator.wx.login(data.seat()))

    @post("/__sim/profile", status_code=200)
    async def profile(data: JSONBody[ProfileIn]) -> SealedProfile:
        return _profile(simulator, data)

    @post("/__sim/phone/{action:str}", status_code=200)
    async def press(action: FromPath[str], data: JSONBody[ProfileIn]) -> PhoneAnswer:
        if action not in actions:
            raise ControlRefused(f"no action {action!r}; known: {', '.join(actions)}")
        return await actions[action](data)

    return [wx_login, profile, press]


def _actions(simulator: Simulator) -> Mapping[str, Action]:
    phone = simulator.phone
    return {
        "sign_in": lambda body: phone.sign_in(body.seat()),
        "who_am_i": lambda body: phone.who_am_i(body.seat()),
        "send_profile": lambda body: phone.send_profile(body.seat(), _profile(simulator, body)),
        "rename": lambda body: phone.rename(body.seat(), body.nickname or ""),
        "refresh": lambda body: phone.refresh(body.seat()),
        "sessions": lambda body: phone.sessions(body.seat()),
        "log_out": lambda body: phone.log_out(body.seat()),
    }


def _profile(simulator: Simulator, body: ProfileIn) -> SealedProfile:
    return simulator.wx.get_user_info(
        body.seat(), nickname=body.nickname, with_previous_key=body.sealed_with == "previous"
    )
