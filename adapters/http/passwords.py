"""Signing in by a password, setting one, and proving oneself anew."""

from litestar import Request, Response, post, put
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from adapters.http.callers import Callers
from adapters.http.phone_bodies import (
    OutcomeOut,
    PasswordIn,
    PasswordLoginIn,
    PasswordResetIn,
    StepUpIn,
)
from adapters.http.sign_in_bodies import SignInOut
from adapters.http.signing_in import answer
from domain.usecases.groups.passwords import PasswordUseCases


def password_routes(callers: Callers, use_cases: PasswordUseCases) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/password/login", status_code=200, operation_id="loginByPassword")
    async def log_in(
        request: Request[None, None, State], data: JSONBody[PasswordLoginIn]
    ) -> Response[SignInOut]:
        """Sign in by number and password."""
        client = callers.client(request)
        return answer(
            await use_cases.login(phone=data.phone, password=data.password, client=client)
        )

    @post("/v1/password/reset", status_code=200, operation_id="resetPassword")
    async def reset(data: JSONBody[PasswordResetIn]) -> OutcomeOut:
        """Set a new password by a code that was sent to the number; every session ends."""
        wechat = None if data.wechat is None else data.wechat.shown()
        return OutcomeOut(await use_cases.reset(data.sent(), data.new_password, beside=wechat))

    @put("/v1/me/password", status_code=204, operation_id="setPassword")
    async def set_own(request: Request[None, None, State], data: JSONBody[PasswordIn]) -> None:
        """Set the caller's password; her other sessions end."""
        await use_cases.change(await callers.signed_in(request), data.password)

    @post("/v1/me/step-up", status_code=204, operation_id="stepUp")
    async def prove_anew(request: Request[None, None, State], data: JSONBody[StepUpIn]) -> None:
        """Prove to be the caller; sensitive changes are open for ten minutes."""
        await use_cases.step_up(await callers.signed_in(request), data.shown())

    return [log_in, reset, set_own, prove_anew]
