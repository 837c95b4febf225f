"""The control API of the phones: presses the buttons that a person would press."""

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.simulator.control_actions import phone_actions
from adapters.simulator.control_answers import CodeOut
from adapters.simulator.control_bodies import PhoneActionIn, PhonePressIn, ProfileIn, SeatIn
from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.sealing import SealedProfile
from adapters.simulator.simulator import Simulator
from adapters.simulator.wx import PhonePress


def phone_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes."""
    wx, actions = simulator.wx, phone_actions(simulator)

    @post("/__sim/wx_login", status_code=200)
    async def wx_login(data: JSONBody[SeatIn]) -> CodeOut:
        return CodeOut(wx.login(data.seat()))

    @post("/__sim/press_phone", status_code=200)
    async def press_phone(data: JSONBody[PhonePressIn]) -> PhonePress:
        return wx.get_phone_number(data.seat(), number=data.number, login_code=data.login_code)

    @post("/__sim/profile", status_code=200)
    async def profile(data: JSONBody[ProfileIn]) -> SealedProfile:
        return wx.get_user_info(
            data.seat(), nickname=data.nickname, with_previous_key=data.with_previous_key()
        )

    @post("/__sim/phone/{action:str}", status_code=200)
    async def press(action: FromPath[str], data: JSONBody[PhoneActionIn]) -> PhoneAnswer:
        if action not in actions:
            raise ControlRefused(f"no action {action!r}; known: {', '.join(actions)}")
        return await actions[action](data)

    return [wx_login, press_phone, profile, press]
