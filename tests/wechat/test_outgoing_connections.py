"""The shared HTTP client: connections are kept, and never shared by two calls."""

import asyncio
import time

import httpx
import pytest

from adapters.system import outgoing, wire
from tests.wechat.loopback import echo, get, http, saying, silence


def test_connections_are_kept_and_used_again(against):
    async def act(client, server):
        for _ in range(5):
            await get(client, server)
        assert server.connections == 1
        for _ in range(3):
            await asyncio.gather(*(get(client, server) for _ in range(8)))
        assert server.connections == 8

    against(echo, act)


def test_no_answer_reaches_another_call(against):
    """Whoever gives up has her answer still under way; it must find nobody."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(writer, target):
        if target == "/hers":
            writer.write(http(b"hers")[:-2])
            asked.set()
            await go_on.wait()
            writer.write(b"rs")
        else:
            writer.write(http(b"mine"))

    async def act(client, server):
        await client.get(f"{server.base}/mine")
        hers = asyncio.create_task(client.get(f"{server.base}/hers"))
        await asked.wait()
        hers.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hers
        mine = [client.get(f"{server.base}/mine") for _ in range(3)]
        go_on.set()
        assert {answer.text for answer in await asyncio.gather(*mine)} == {"mine"}
        assert await server.gone() == 1

    against(slow, act)


@pytest.mark.parametrize("hers", ["HTTP/1.1 200 OK", "H", "nonsense"])
def test_what_comes_with_an_answer_is_not_the_next_one(against, hers):
    async def twice(writer, target):
        writer.write(http(target.encode()) + hers.encode() + b"\r\nContent-Length: 4\r\n\r\nhers")

    async def act(client, server):
        for number in range(3):
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get(f"{server.base}/{number}")
        assert server.connections == 3

    against(twice, act)


def test_what_comes_after_an_answer_is_not_the_next_one(against):
    writers = []

    async def answer(writer, target):
        writers.append(writer)
        writer.write(http(target.encode()))

    async def act(client, server):
        assert (await client.get(f"{server.base}/mine")).text == "/mine"
        writers[0].write(http(b"hers"))
        await server.gone()
        assert (await client.get(f"{server.base}/mine")).text == "/mine"
        assert server.connections == 2

    against(answer, act)


def test_a_cancelled_call_closes_its_connection_at_once(against):
    asked = asyncio.Event()

    async def hear(writer, target):
        asked.set()

    async def act(client, server):
        waiting = asyncio.create_task(get(client, server))
        await asked.wait()
        waiting.cancel()
        assert await server.gone() == 1

    against(hear, act)


def test_a_connection_that_the_vendor_means_to_close_is_not_used_again(against):
    async def act(client, server):
        for number in range(1, 4):
            await get(client, server)
            assert await server.gone() == number

    against(saying(http(b"", "Connection: close")), act)


@pytest.mark.parametrize("said", ["", "Connection: close"])
def test_a_connection_that_the_vendor_closed_is_not_used_again(against, said):
    async def last(writer, target):
        writer.write(http(target.encode(), *filter(None, [said])))
        writer.close()

    async def act(client, server):
        for number in range(1, 4):
            assert (await client.get(f"{server.base}/{number}")).text == f"/{number}"
            await server.gone()
        assert server.connections == 3

    against(last, act)


def test_only_so_many_calls_go_out_at_a_time(against, monkeypatch):
    monkeypatch.setattr(outgoing, "IN_FLIGHT_MOST", 2)
    now, most = 0, 0

    async def count(writer, target):
        nonlocal now, most
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(0.01)
        now -= 1
        writer.write(http(b""))

    async def act(client, server):
        await asyncio.gather(*(get(client, server) for _ in range(6)))
        assert most == 2

    against(count, act)


def test_waiting_for_a_turn_counts_toward_the_deadline(against, monkeypatch):
    monkeypatch.setattr(outgoing, "IN_FLIGHT_MOST", 1)

    async def act(client, server):
        calls = [get(client, server) for _ in range(30)]
        began = time.monotonic()
        done = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(one) for one in done} == {httpx.ReadTimeout}
        assert time.monotonic() - began < 2

    against(silence, act, deadline=0.1)


def test_only_so_many_idle_connections_are_kept(against, monkeypatch):
    monkeypatch.setattr(outgoing, "IDLE_MOST", 2)

    async def act(client, server):
        await asyncio.gather(*(get(client, server) for _ in range(5)))
        for _ in range(3):
            await server.gone()
        await asyncio.gather(*(get(client, server) for _ in range(2)))
        assert server.connections == 5

    against(echo, act)


def test_a_connection_idle_for_long_is_not_used_again(against, monkeypatch):
    monkeypatch.setattr(wire, "IDLE_LONGEST", -1.0)

    async def act(client, server):
        for number in range(1, 4):
            await get(client, server)
            assert await server.gone() == number

    against(echo, act)


def test_a_closed_client_leaves_no_connection_behind(against):
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def answer(writer, target):
        if target == "/late":
            asked.set()
            await go_on.wait()
        writer.write(http(target.encode()))

    async def act(client, server):
        await client.get(f"{server.base}/")
        late = asyncio.create_task(client.get(f"{server.base}/late"))
        early = client.get(f"{server.base}/early")
        await asked.wait()
        await early
        await client.aclose()
        assert await server.gone() == 2
        go_on.set()
        assert (await late).text == "/late"
        assert await server.gone() == 1

    against(answer, act)
