"""The line to the vendors: counts a call, has it answered, and lets things go wrong on the way."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import parse_qsl

import attrs
from litestar import Request, Response
from litestar.response import Stream

from adapters.simulator.calls import Call, CallCounts
from adapters.simulator.errors import ControlRefused
from adapters.simulator.faults import Fault, FaultKind, Faults
from adapters.simulator.journal import Journal, readable
from adapters.simulator.replies import Reply, bad_gateway, redirect, written
from adapters.simulator.server import LINE, Line
from adapters.simulator.vendors import Vendor

AnyRequest = Request[Any, Any, Any]

DRIP_GAP: Final = 0.2


@attrs.frozen
class Traffic:
    """All calls to vendors, and what is known of them."""

    counts: CallCounts
    faults: Faults
    journal: Journal

    async def answer(self, request: AnyRequest, vendor: Vendor) -> Response[bytes] | Stream:
        """Have the vendor answer one request, or not, if a fault says so."""
        call = await call_of(request)
        self.counts.count(call)
        asked = self.journal.ask(
            vendor.leg,
            call.method,
            call.path,
            query=dict(call.query),
            body=readable(call.body),
        )
        fault = self.faults.take(call.path)
        reply = await _reply(vendor, call, fault)
        note = fault.kind.value if fault else ""
        if reply is None:
            self.journal.answer(asked, None, None, note)
            return await _cut_off(request, note)
        self.journal.answer(asked, reply.status, readable(reply.body), note)
        return _sent(reply, fault, request)


async def _reply(vendor: Vendor, call: Call, fault: Fault | None) -> Reply | None:
    match fault:
        case Fault(kind=FaultKind.RESET):
            return None
        case Fault(kind=FaultKind.BAD_GATEWAY):
            return bad_gateway()
        case Fault(kind=FaultKind.REDIRECT):
            # Back to the same place: whoever follows is counted twice.
            return redirect(call.path)
        case Fault(kind=FaultKind.ERRCODE, errcode=errcode):
            return written(vendor.failure(call, errcode))
        case Fault(kind=FaultKind.DELAY, seconds=seconds):
            await asyncio.sleep(seconds)
    answer = vendor.answer(call)
    if fault and fault.kind is FaultKind.LOST_ANSWER:
        return None
    return written(answer, fault.kind if fault else None)


async def call_of(request: AnyRequest) -> Call:
    """Return what a request says to whoever is asked."""
    query = request.scope["query_string"].decode("latin-1")
    return Call(
        method=request.method,
        path=request.scope["path"],
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=dict(request.headers),
        body=await request.body(),
        address=request.client.host if request.client else "",
    )


async def _cut_off(request: AnyRequest, kind: str) -> Response[bytes]:
    line: Line | None = request.scope["state"].get(LINE)
    if line is None:
        raise ControlRefused(f"{kind} needs the simulator's own server: see server.py")
    await (line.reset() if kind == FaultKind.RESET else line.drop())
    return Response(b"")


def _sent(reply: Reply, fault: Fault | None, request: AnyRequest) -> Response[bytes] | Stream:
    headers = {"content-type": reply.content_type}
    if reply.location:
        query = request.scope["query_string"].decode("latin-1")
        headers["location"] = f"{reply.location}?{query}"
    if fault and fault.kind is FaultKind.DRIP:
        return Stream(_dripping(reply.body, fault.seconds, request), headers=headers)
    return Response(reply.body, status_code=reply.status, headers=headers)


async def _dripping(body: bytes, seconds: float, request: AnyRequest) -> AsyncIterator[bytes]:
    """Send a byte now and then until the time is up or nobody listens, then the rest."""
    line: Line | None = request.scope["state"].get(LINE)
    drops = min(int(seconds / DRIP_GAP), len(body))
    for place in range(drops):
        if line is not None and not line.is_open:
            return
        yield body[place : place + 1]
        await asyncio.sleep(DRIP_GAP)
    yield body[drops:]
