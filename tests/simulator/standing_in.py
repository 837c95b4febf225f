"""Stands in for the service: knows the shape of its answers, and little else."""

import itertools
from typing import Any

import httpx
from litestar import Litestar, Request, Response, get, patch, post
from litestar.handlers import HTTPRouteHandler

AnyRequest = Request[Any, Any, Any]


def stand_in() -> Litestar:
    """Return a service that trusts every code, and has one living session."""
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
        [*_sign_ins(session, fresh), *_signed_in(answer, living, fresh)], openapi_config=None
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


def _signed_in(answer: Any, living: set[str], fresh: set[str]) -> list[HTTPRouteHandler]:
    @get(["/v1/me", "/v1/sessions"])
    async def look(request: AnyRequest) -> Response[Any]:
        return answer(request, {"path": request.url.path})

    @patch("/v1/me")
    async def rename(request: AnyRequest) -> Response[Any]:
        return answer(request, {"sent": await request.json()})

    @post("/v1/me/wechat-profile")
    async def take_profile(request: AnyRequest) -> Response[Any]:
        return answer(request, {"sent": await request.json()})

    @post("/v1/logout")
    async def log_out(request: AnyRequest) -> Response[Any]:
        reply = answer(request, None, status=httpx.codes.NO_CONTENT)
        living.clear()
        fresh.clear()
        return reply

    return [look, rename, take_profile, log_out]
