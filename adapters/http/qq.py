"""Sign-in by way of a QQ mini program."""

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.bodies import QqLoginIn
from adapters.http.callers import Callers
from adapters.http.sign_in_bodies import SignInOut
from adapters.http.signing_in import answer
from domain.model.identity import Provider
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.steps.code_prover import LoginCode


def qq_routes(callers: Callers, login: LoginByOpenId) -> list[HTTPRouteHandler]:
    """Return the route, bound to its use-case."""

    @post("/v1/qq/{app:str}/login", status_code=200, operation_id="loginByQq")
    async def log_in(
        request: Request[None, None, State], app: FromPath[str], data: JSONBody[QqLoginIn]
    ) -> Response[SignInOut]:
        """Sign in by the code that `qq.login` gave: 201 with a new account, else 200."""
        sign_in = await login(
            LoginCode(app, data.code, Provider.QQ),
            nonce=data.nonce,
            client=callers.client(request),
            start_afresh=data.start_afresh,
        )
        return answer(sign_in)

    return [log_in]
