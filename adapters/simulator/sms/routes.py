"""The SMS vendors' routes, each under a base path of its own."""

from collections.abc import Mapping
from typing import Final

from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from adapters.simulator.sms.accounts import SmsAccounts
from adapters.simulator.sms.aliyun import AliyunSms
from adapters.simulator.sms.aliyun_access import AliyunAccess
from adapters.simulator.sms.tencent import TencentSms
from adapters.simulator.sms.webhook import Webhook
from adapters.simulator.traffic import AnyRequest, Traffic
from adapters.simulator.vendors import Vendor
from adapters.simulator.world import World

TENCENT: Final = "/sms/tencent"
ALIYUN: Final = "/sms/aliyun"
WEBHOOK: Final = "/sms/webhook"
SMS_ENDPOINTS: Final = (TENCENT, ALIYUN, WEBHOOK)


def sms_routes(world: World, accounts: SmsAccounts, traffic: Traffic) -> list[HTTPRouteHandler]:
    """Return the vendors' paths; Litestar takes away a slash at the end."""
    vendors: Mapping[str, Vendor] = {
        TENCENT: TencentSms(world, accounts.tencent),
        ALIYUN: AliyunSms(world, accounts.aliyun, AliyunAccess(world, accounts.aliyun)),
        WEBHOOK: Webhook(world, accounts.webhook_key),
    }

    @route(list(vendors), http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
    async def answer(request: AnyRequest) -> Response[bytes] | Stream:
        return await traffic.answer(request, vendors[request.scope["path"]])

    return [answer]
