"""Sign-in and profile by way of a WeChat mini program."""

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.bodies import AccountOut, LoginIn, WeChatProfileIn
from adapters.http.callers import Callers
from adapters.http.phone_bodies import PhoneLoginIn
from adapters.http.sign_in_bodies import SignInOut
from adapters.http.signing_in import answer
from domain.usecases.groups.wechat import WeChatUseCases
from domain.usecases.steps.code_prover import LoginCode


def wechat_routes(callers: Callers, use_cases: WeChatUseCases) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/wechat/{app:str}/login", status_code=200, operation_id="loginByOpenId")
    async def log_in(
        request: Request[None, None, State], app: FromPath[str], data: JSONBody[LoginIn]
    ) -> Response[SignInOut]:
        """Sign in by the code that `wx.login` gave: 201 with a new account, else 200."""
        sign_in = await use_cases.login(
            LoginCode(app, data.code),
            nonce=data.nonce,
            profile=None if data.profile is None else data.profile.data(),
            client=callers.client(request),
            start_afresh=data.start_afresh,
        )
        return answer(sign_in)

    @post("/v1/wechat/{app:str}/phone-login", status_code=200, operation_id="loginByPhone")
    async def log_in_by_phone(
        request: Request[None, None, State], app: FromPath[str], data: JSONBody[PhoneLoginIn]
    ) -> Response[SignInOut]:
        """Sign in by the phone button, and by `wx.login` beside it: 201 with a new account."""
        client = callers.client(request)
        return answer(
            await use_cases.login_by_phone(app=app, pressed=data.pressed(), client=client)
        )

    @post("/v1/me/wechat-profile", status_code=200, operation_id="updateWeChatProfile")
    async def take_profile(
        request: Request[None, None, State], data: JSONBody[WeChatProfileIn]
    ) -> AccountOut:
        """Take over what WeChat signed or sealed of the caller: display data, never a proof."""
        caller = await callers.signed_in(request)
        return AccountOut.of(
            await use_cases.update_wechat_profile(caller, app=data.app, data=data.data())
        )

    return [log_in, log_in_by_phone, take_profile]
