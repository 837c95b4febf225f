"""QQ's routes: OAuth and the profile under `/qq`, those of mini programs under `/qq/mini`."""

from collections.abc import Mapping
from typing import Final

from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from adapters.simulator.qq.connect import ME, PROFILE, TOKEN, QQOAuth, QQProfile
from adapters.simulator.qq.mini import QQ_MINI_ENDPOINTS, QQMini
from adapters.simulator.traffic import AnyRequest, Traffic
from adapters.simulator.vendors import Vendor
from adapters.simulator.world import World

QQ_ENDPOINTS: Final = (TOKEN, ME, PROFILE, *QQ_MINI_ENDPOINTS)


def qq_routes(world: World, traffic: Traffic) -> list[HTTPRouteHandler]:
    """Return the vendor's paths."""
    oauth, mini = QQOAuth(world), QQMini(world)
    vendors: Mapping[str, Vendor] = {
        TOKEN: oauth,
        ME: oauth,
        PROFILE: QQProfile(world),
        **dict.fromkeys(QQ_MINI_ENDPOINTS, mini),
    }

    @route(list(vendors), http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
    async def answer(request: AnyRequest) -> Response[bytes] | Stream:
        return await traffic.answer(request, vendors[request.scope["path"]])

    return [answer]
