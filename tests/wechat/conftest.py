"""A real HTTP client against a real socket, on either event loop."""

import asyncio

import httpx
import pytest
import uvloop

from adapters.system.outgoing import build_client
from tests.wechat.loopback import serving


@pytest.fixture(scope="session")
def tls():
    return httpx.create_ssl_context(trust_env=False)


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def against(request, monkeypatch, tls):
    """Run `act(client, server)` against a server that answers so."""
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: tls)

    def against(answer, act, **limits):
        async def run():
            async with serving(answer) as server, build_client(**limits) as client:
                await act(client, server)

        request.param(run())

    return against
