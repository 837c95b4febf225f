"""Stands in for the service: knows the shape of its answers, and little else."""

import itertools
from collections.abc import Iterator
from typing import Any

import httpx
from litestar import Litestar, Request, Response, get, patch, post, put
from litestar.handlers import HTTPRouteHandler

AnyRequest = Request[Any, Any, Any]

STALE = "+8613800138003"
"""A number of which the service asks whose account it opens."""
SECOND = "+8613800138002"
"""A number with an account that the service offers to merge."""


def stand_in() -> Litestar:
    """Return a service that trusts every code and number but one, and has one living session."""
    numbers = itertools.count(1)
    living: set[str] = set()
    fresh: set[str] = set()

    def session() -> dict[str, Any]:
        number = next(numbers)
        living.clear()
        living.add(f"access-{number}")
        fresh.add(f"refresh-{number}")
        return {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}"}

    def answer(request: AnyRequest, content: Any, status: int = 200) -> Response[Any]:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in living:
            return Response({"code": "not_signed_in"}, status_code=401)
        return Response(content, status_code=status)

    return Litestar(
        [
            *_sign_ins(session, fresh),
            *_by_number(session, numbers),
            *_signed_in(answer, living, fresh),
            *_merging(answer, session),
        ],
        openapi_config=None,
    )


def _sign_ins(session: Any, fresh: set[str]) -> list[HTTPRouteHandler]:
    @post("/v1/wechat/{app:str}/login")
    async def log_in(request: AnyRequest) -> Response[Any]:
        body = await request.json()
        if request.path_params["app"] != "shop":
            return Response({"code": "unknown_app"}, status_code=404)
        return Response({"code": "created", "sent": body, "session": session()}, status_code=201)

    @post("/v1/session/refresh")
    async def refresh(request: AnyRequest) -> Response[Any]:
        token = (await request.json())["refresh_token"]
        if token not in fresh:
            return Response({"code": "expired"}, status_code=401)
        fresh.clear()
        return Response({"session": session()}, status_code=200)

    return [log_in, refresh]


def _by_number(session: Any, numbers: Iterator[int]) -> list[HTTPRouteHandler]:
    by_wechat = "/v1/wechat/{app:str}/phone-login"

    @post([by_wechat, "/v1/phone/login", "/v1/phone/claim", "/v1/password/login"])
    async def log_in(request: AnyRequest) -> Response[Any]:
        body = await request.json()
        if body.get("phone") == STALE:
            ticket = f"ticket-{next(numbers)}"
            actions = ("prove_ownership", "declare_mine", "claim_number")
            offers = [{"action": action, "ticket": ticket} for action in actions]
            return Response({"code": "ownership_check", "offers": offers}, status_code=409)
        told = {"code": "logged_in", "path": request.url.path, "sent": body, "session": session()}
        if body.get("phone") == SECOND:
            told["offers"] = [{"action": "merge", "ticket": f"ticket-{next(numbers)}"}]
        return Response(told, status_code=200)

    @post("/v1/sms-codes")
    async def text(request: AnyRequest) -> Response[Any]:
        told = {"transaction": f"transaction-{next(numbers)}", "sent": await request.json()}
        return Response(told, status_code=202)

    @post("/v1/password/reset")
    async def reset(request: AnyRequest) -> Response[Any]:
        told = {"code": "password_reset", "sent": await request.json()}
        return Response(told, status_code=200)

    return [log_in, text, reset]


def _signed_in(answer: Any, living: set[str], fresh: set[str]) -> list[HTTPRouteHandler]:
    @get(["/v1/me", "/v1/sessions"])
    async def look(request: AnyRequest) -> Response[Any]:
        return answer(request, {"path": request.url.path})

    @patch("/v1/me")
    async def rename(request: AnyRequest) -> Response[Any]:
        return answer(request, {"sent": await request.json()})

    @post(["/v1/me/wechat-profile", "/v1/me/step-up"])
    async def take(request: AnyRequest) -> Response[Any]:
        return answer(request, {"path": request.url.path, "sent": await request.json()})

    @put(["/v1/me/password", "/v1/me/phone"])
    async def put_in(request: AnyRequest) -> Response[Any]:
        return answer(request, {"path": request.url.path, "sent": await request.json()})

    @post("/v1/logout")
    async def log_out(request: AnyRequest) -> Response[Any]:
        reply = answer(request, None, status=httpx.codes.NO_CONTENT)
        living.clear()
        fresh.clear()
        return reply

    return [look, rename, take, put_in, log_out]


def _merging(answer: Any, session: Any) -> list[HTTPRouteHandler]:
    @post("/v1/merges/preview")
    async def preview(request: AnyRequest) -> Response[Any]:
        return answer(request, {"code": "merged", "sent": await request.json()})

    @post("/v1/merges")
    async def merge(request: AnyRequest) -> Response[Any]:
        told = {"code": "merged", "sent": await request.json(), "merge": {"id": "merge-1"}}
        reply = answer(request, told)
        told["session"] = session()
        return reply

    @post("/v1/merges/{merge:str}/undo")
    async def undo(request: AnyRequest) -> Response[Any]:
        return answer(request, {"code": "unmerged", "path": request.url.path})

    return [preview, merge, undo]
