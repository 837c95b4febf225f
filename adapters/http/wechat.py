"""Sign-in and profile by way of a WeChat mini program."""

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.bodies import AccountOut, LoginIn, SignInOut, WeChatProfileIn
from adapters.http.callers import Callers
from domain.model.outcomes import Outcome
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.update_profile import UpdateWeChatProfile


def wechat_routes(
    callers: Callers, login: LoginByOpenId, update_profile: UpdateWeChatProfile
) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/wechat/{app:str}/login", status_code=200, operation_id="loginByOpenId")
    async def log_in(
        request: Request[None, None, State], app: FromPath[str], data: JSONBody[LoginIn]
    ) -> Response[SignInOut]:
        """Sign in by the code that `wx.login` gave: 201 with a new account, else 200."""
        sign_in = await login(
            app=app,
            code=data.code,
            nonce=data.nonce,
            profile=None if data.profile is None else data.profile.data(),
            client=callers.client(request),
        )
        created = sign_in.outcome is Outcome.CREATED
        return Response(SignInOut.of(sign_in), status_code=201 if created else 200)

    @post("/v1/me/wechat-profile", status_code=200, operation_id="updateWeChatProfile")
    async def take_profile(
        request: Request[None, None, State], data: JSONBody[WeChatProfileIn]
    ) -> AccountOut:
        """Take over what WeChat signed or sealed of the caller: display data, never a proof."""
        caller = await callers.signed_in(request)
        return AccountOut.of(await update_profile(caller, app=data.app, data=data.data()))

    return [log_in, take_profile]
