"""The control API of sign-ins outside WeChat's mini programs, by people who see no page."""

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from adapters.simulator.control_answers import CallbackOut, CodeOut
from adapters.simulator.control_bodies import AuthorizeIn, SeatIn, SendAuthIn
from adapters.simulator.simulator import Simulator


def authorize_control_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes; each answers with what the app is handed."""

    @post("/__sim/authorize", status_code=200)
    async def authorize(data: JSONBody[AuthorizeIn]) -> CallbackOut:
        return CallbackOut(simulator.authorize_desk.authorize(data.seat(), data.wish()))

    @post("/__sim/send_auth", status_code=200)
    async def send_auth(data: JSONBody[SendAuthIn]) -> CodeOut:
        return CodeOut(simulator.open_sdk.send_auth(data.seat(), data.state))

    @post("/__sim/qq_login", status_code=200)
    async def qq_login(data: JSONBody[SeatIn]) -> CodeOut:
        return CodeOut(simulator.qq.login(data.seat()))

    return [authorize, send_auth, qq_login]
