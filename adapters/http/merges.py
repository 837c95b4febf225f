"""Two accounts of one person become one, and two again."""

from uuid import UUID

from litestar import Request, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from adapters.http.callers import Callers
from adapters.http.merge_bodies import MergeIn, MergesOut, PreviewIn, PreviewOut, UnmergedOut
from adapters.http.sign_in_bodies import MergeOut, SignInOut
from domain.model.values import MergeCaseId
from domain.usecases.groups.merges import MergeUseCases
from domain.usecases.steps.shown_identity import AppNames


def merge_routes(
    callers: Callers, use_cases: MergeUseCases, app_names: AppNames
) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/merges/preview", status_code=200, operation_id="previewMerge")
    async def preview(
        request: Request[None, None, State], data: JSONBody[PreviewIn]
    ) -> PreviewOut:
        """Show what would become of the two accounts of a merge ticket; nothing is changed."""
        caller = await callers.signed_in(request)
        proposal = await use_cases.preview(caller, data.ticket, data.choice())
        return PreviewOut.of(proposal, app_names)

    @post("/v1/merges", status_code=200, operation_id="mergeAccounts")
    async def merge(request: Request[None, None, State], data: JSONBody[MergeIn]) -> SignInOut:
        """Make one account of two; every session of both ends, and the caller gets a new one."""
        sign_in = await use_cases.merge(
            await callers.signed_in(request),
            data.ticket,
            data.choice(),
            client=callers.client(request),
            password=data.password,
        )
        return SignInOut.of(sign_in)

    @get("/v1/merges", operation_id="listMerges")
    async def look(request: Request[None, None, State]) -> MergesOut:
        """Tell the caller of every merge that her account went through, newest first."""
        return MergesOut.of(await use_cases.list(await callers.signed_in(request)))

    @get("/v1/merges/{merge_id:uuid}", operation_id="showMerge")
    async def show(request: Request[None, None, State], merge_id: FromPath[UUID]) -> MergeOut:
        """Tell of a merge that the caller's account went through."""
        caller = await callers.signed_in(request)
        return MergeOut.of(await use_cases.show(caller, MergeCaseId(merge_id)))

    @post("/v1/merges/{merge_id:uuid}/undo", status_code=200, operation_id="undoMerge")
    async def undo(request: Request[None, None, State], merge_id: FromPath[UUID]) -> UnmergedOut:
        """Take a merge back within its week; every session of both accounts ends."""
        caller = await callers.signed_in(request)
        return UnmergedOut.of(await use_cases.undo(caller, MergeCaseId(merge_id)))

    return [preview, merge, look, show, undo]
