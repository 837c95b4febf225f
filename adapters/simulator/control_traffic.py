"""The control API of the traffic: faults to come, and what was said and counted."""

from typing import Final

from litestar import delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody

from adapters.simulator.control_answers import (
    CallsOut,
    EndpointCallsOut,
    JournalOut,
    WaitingFaultsOut,
)
from adapters.simulator.control_bodies import FaultsIn
from adapters.simulator.errors import ControlRefused
from adapters.simulator.faults import Fault
from adapters.simulator.qq.routes import QQ_ENDPOINTS
from adapters.simulator.simulator import Simulator
from adapters.simulator.sms.routes import SMS_ENDPOINTS
from adapters.simulator.wechat import WECHAT_ENDPOINTS

ENDPOINTS: Final = (*WECHAT_ENDPOINTS, *QQ_ENDPOINTS, *SMS_ENDPOINTS)


def traffic_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes."""
    faults, journal, counts = simulator.faults, simulator.journal, simulator.counts

    @post("/__sim/faults", status_code=200)
    async def add_faults(data: JSONBody[FaultsIn]) -> WaitingFaultsOut:
        if data.endpoint not in ENDPOINTS:
            known = ", ".join(ENDPOINTS)
            raise ControlRefused(f"no endpoint {data.endpoint!r}; known: {known}")
        faults.add(data.endpoint, Fault(data.kind, data.seconds, data.errcode), data.times)
        return WaitingFaultsOut(faults.waiting())

    @delete("/__sim/faults", status_code=200)
    async def forget_faults() -> WaitingFaultsOut:
        faults.reset()
        return WaitingFaultsOut({})

    @get("/__sim/journal")
    async def read_journal(after: FromQuery[int] = 0) -> JournalOut:
        return JournalOut(journal.forgotten, journal.since(after))

    @get("/__sim/calls")
    async def count_calls(code: FromQuery[str | None] = None) -> CallsOut | EndpointCallsOut:
        if code is None:
            return EndpointCallsOut(dict(counts.by_endpoint))
        return CallsOut(code, counts.by_code[code])

    return [add_faults, forget_faults, read_journal, count_calls]
