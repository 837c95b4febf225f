"""Going on with a session, looking at them, ending them."""

from uuid import UUID

from litestar import Request, delete, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.bodies import DeviceOut, DevicesOut, LogoutIn, RefreshedOut, RefreshIn
from adapters.http.callers import Callers
from domain.model.values import SessionId
from domain.usecases.groups.sessions import SessionUseCases
from domain.usecases.logout import Scope


def session_routes(callers: Callers, use_cases: SessionUseCases) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/session/refresh", status_code=200, operation_id="refreshSession")
    async def go_on(data: JSONBody[RefreshIn]) -> RefreshedOut:
        """Trade a refresh token for the next one; an older one ends the session."""
        return RefreshedOut.of(await use_cases.refresh(data.refresh_token))

    @get("/v1/sessions", operation_id="listSessions")
    async def devices(request: Request[None, None, State]) -> DevicesOut:
        """Tell the caller everywhere she is signed in, newest first."""
        caller = await callers.signed_in(request)
        return DevicesOut(
            [
                DeviceOut.of(session, current=session.id == caller.session.id)
                for session in await use_cases.list(caller)
            ]
        )

    @delete("/v1/sessions/{session_id:uuid}", operation_id="logoutSession")
    async def end_one(request: Request[None, None, State], session_id: FromPath[UUID]) -> None:
        """End one of the caller's sessions."""
        await use_cases.logout_one(await callers.signed_in(request), SessionId(session_id))

    @post("/v1/logout", status_code=204, operation_id="logout")
    async def log_out(
        request: Request[None, None, State], data: JSONBody[LogoutIn | None] = None
    ) -> None:
        """Sign out; doing it twice is fine, and a dead token says nothing."""
        token = await callers.token_to_end(request)
        if token is not None:
            await use_cases.logout(token, scope=Scope.THIS if data is None else data.scope)

    return [go_on, devices, end_one, log_out]
