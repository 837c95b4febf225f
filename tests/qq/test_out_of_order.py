"""A QQ out of order, on a real socket: the code is spent, and nothing is sent again."""

import asyncio

import pytest

from adapters.system.outgoing import build_client
from domain.model.errors import CodeRejected, ProviderUnavailable
from tests.qq.upstream import CODE, GRANTED, HOME, WEB, at
from tests.wechat.loopback import http, serving
from tests.wechat.upstream import body_of


async def drip(writer, target):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def flood(writer, target):
    writer.write(http(b" " * 1_000_000 + body_of(GRANTED)))


async def away(writer, target):
    writer.write(http(body_of(GRANTED), "Location: /oauth2.0/other", status="302 Found"))


async def lose(writer, target):
    writer.close()


@pytest.mark.parametrize("answer", [drip, flood, away, lose])
def test_no_answer_is_unavailability_and_the_code_is_spent(answer):
    async def run():
        async with serving(answer) as server, build_client(deadline=0.3) as client:
            web_login, _ = at(server.base, client)
            with pytest.raises(ProviderUnavailable):
                await web_login.exchange(WEB, CODE, redirect_uri=HOME)
            with pytest.raises(CodeRejected):
                await web_login.exchange(WEB, CODE, redirect_uri=HOME)
            assert len(server.targets) == 1

    asyncio.run(run())
