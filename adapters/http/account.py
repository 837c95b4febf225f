"""The caller's own account."""

from litestar import Request, get, patch
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import UNSET, UnsetType

from adapters.http.bodies import AccountOut, ProfileChangesIn
from adapters.http.callers import Callers
from domain.model.profile import ProfileChanges
from domain.usecases.update_profile import UpdateProfile


def account_routes(callers: Callers, update_profile: UpdateProfile) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @get("/v1/me", operation_id="whoAmI")
    async def who_am_i(request: Request[None, None, State]) -> AccountOut:
        """Tell the caller who she is."""
        return AccountOut.of(await callers.signed_in(request))

    @patch("/v1/me", operation_id="updateProfile")
    async def change_profile(
        request: Request[None, None, State], data: JSONBody[ProfileChangesIn]
    ) -> AccountOut:
        """Change the caller's nickname or avatar; an empty avatar removes it."""
        caller = await callers.signed_in(request)
        changes = ProfileChanges.parse(
            nickname=_given(data.nickname), avatar_url=_given(data.avatar_url)
        )
        return AccountOut.of(await update_profile(caller, changes))

    return [who_am_i, change_profile]


def _given(value: str | UnsetType) -> str | None:
    return None if value is UNSET else value
