"""Calls to a vendor without a service around them: our client beside a stock one."""

import asyncio
import time
from array import array
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import httpx
import msgspec
import uvloop

from adapters.system.outgoing import build_client
from benchmarks.loading import CONNECTIONS, Load
from benchmarks.people import code_of

CLIENTS: Final[Mapping[str, Callable[[], httpx.AsyncClient]]] = MappingProxyType(
    {"ours": build_client, "stock": httpx.AsyncClient}
)


def call(client: str, url: str, *, seconds: float) -> tuple[Load, float]:
    """Let as many callers as there are connections exchange codes over one shared client.

    Return what they did, and the processor time that this process took for it.
    """
    return uvloop.run(_call(CLIENTS[client], url, seconds))


async def _call(
    open_client: Callable[[], httpx.AsyncClient], url: str, seconds: float
) -> tuple[Load, float]:
    latencies = array("d")
    async with open_client() as client:
        begun, cpu = time.perf_counter(), time.process_time()
        until = begun + seconds
        callers = (_exchange(client, url, until, latencies) for _ in range(CONNECTIONS))
        await asyncio.gather(*callers)
        load = Load(len(latencies), time.perf_counter() - begun, latencies)
        return load, time.process_time() - cpu


async def _exchange(
    client: httpx.AsyncClient, url: str, until: float, latencies: "array[float]"
) -> None:
    visit = 0
    while (sent_at := time.perf_counter()) < until:
        visit += 1
        query = {
            "appid": "wxbenchmark000001",
            "secret": "0123456789abcdef0123456789abcdef",
            "js_code": code_of(1, visit),
            "grant_type": "authorization_code",
        }
        answer = await client.get(f"{url}/sns/jscode2session", params=query)
        msgspec.json.decode(answer.raise_for_status().content)
        latencies.append(time.perf_counter() - sent_at)
