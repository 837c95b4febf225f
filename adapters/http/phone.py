"""Signing in by a number, and binding one."""

from litestar import Request, Response, post, put
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import UNSET

from adapters.http.callers import Callers
from adapters.http.phone_bodies import (
    BindPhoneIn,
    ClaimIn,
    SentCodeOut,
    SmsCodeIn,
    SmsLoginIn,
)
from adapters.http.sign_in_bodies import BoundOut, SignInOut
from adapters.http.signing_in import answer
from domain.usecases.groups.phones import PhoneUseCases
from domain.usecases.steps.sign_in import SignIn


def phone_routes(callers: Callers, use_cases: PhoneUseCases) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/sms-codes", status_code=202, operation_id="sendSmsCode")
    async def send(request: Request[None, None, State], data: JSONBody[SmsCodeIn]) -> SentCodeOut:
        """Send a one-time code to a number, known or not."""
        return SentCodeOut.of(
            await use_cases.send_code(data.phone, data.purpose, callers.client(request))
        )

    @put("/v1/me/phone", operation_id="bindPhone")
    async def bind(
        request: Request[None, None, State], data: JSONBody[BindPhoneIn]
    ) -> BoundOut | SignInOut:
        """Bind a number in the place of any other; or sign in to its account, if hers was new."""
        caller = await callers.signed_in(request)
        client = callers.client(request)
        bound = await use_cases.bind(caller, data.shown(), client=client)
        return SignInOut.of(bound) if isinstance(bound, SignIn) else BoundOut.of(bound)

    @post("/v1/phone/login", status_code=200, operation_id="loginBySms")
    async def log_in(
        request: Request[None, None, State], data: JSONBody[SmsLoginIn]
    ) -> Response[SignInOut]:
        """Sign in by SMS, or go on from an ownership check: 201 with a new account."""
        sent, client = data.sent(), callers.client(request)
        ticket = None if data.ticket is UNSET else data.ticket
        if sent is not None:
            sign_in = await use_cases.login(
                sent, client=client, ticket=ticket, start_afresh=data.start_afresh
            )
            return answer(sign_in)
        password = None if data.password is UNSET else data.password
        return answer(
            await use_cases.prove_ownership(ticket or "", password=password, client=client)
        )

    @post("/v1/phone/claim", status_code=200, operation_id="claimNumber")
    async def claim(
        request: Request[None, None, State], data: JSONBody[ClaimIn]
    ) -> Response[SignInOut]:
        """Take the number from an account that is not the caller's: 201 with a new account."""
        return answer(await use_cases.claim(data.ticket, client=callers.client(request)))

    return [send, bind, log_in, claim]
