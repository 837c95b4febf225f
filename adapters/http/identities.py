"""By what an account is signed in to: looking, binding, unbinding."""

from uuid import UUID

from litestar import Request, delete, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.callers import Callers
from adapters.http.identity_bodies import BindIdentityIn, IdentitiesOut
from adapters.http.sign_in_bodies import BoundOut
from domain.model.values import IdentityId
from domain.usecases.groups.identities import IdentityUseCases
from domain.usecases.steps.shown_identity import AppNames


def identity_routes(
    callers: Callers, use_cases: IdentityUseCases, app_names: AppNames
) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @get("/v1/me/identities", operation_id="listIdentities")
    async def look(request: Request[None, None, State]) -> IdentitiesOut:
        """Tell the caller by what her account is signed in to."""
        return IdentitiesOut.of(await use_cases.list(await callers.signed_in(request)), app_names)

    @post("/v1/me/identities", status_code=200, operation_id="bindIdentity")
    async def bind(
        request: Request[None, None, State], data: JSONBody[BindIdentityIn]
    ) -> BoundOut:
        """Bind another WeChat or QQ to the caller's account; her other sessions end."""
        caller = await callers.signed_in(request)
        bound = await use_cases.bind_openid(caller, data.shown(), replace=data.replace)
        return BoundOut.of(bound.signed_in, bound.merge)

    @delete("/v1/me/identities/{identity_id:uuid}", operation_id="unbindIdentity")
    async def unbind(request: Request[None, None, State], identity_id: FromPath[UUID]) -> None:
        """Unbind a number, WeChat or QQ; other sessions end, this one if it rested on that."""
        await use_cases.unbind(await callers.signed_in(request), IdentityId(identity_id))

    @delete("/v1/me/password", operation_id="dropPassword")
    async def drop_password(request: Request[None, None, State]) -> None:
        """Do without a password from now on; her other sessions end."""
        await use_cases.unbind.password(await callers.signed_in(request))

    return [look, bind, unbind, drop_password]
