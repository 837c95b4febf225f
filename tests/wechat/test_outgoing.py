"""The shared HTTP client: one call, against real sockets."""

import asyncio
import gzip
import socket
import ssl
import struct
import time

import httpx
import pytest

from adapters.system import outgoing
from tests.wechat.loopback import echo, get, http, saying, silence


async def drip(writer, target):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("answer", [drip, silence])
def test_the_deadline_is_for_the_whole_call(against, answer):
    async def act(client, server):
        began = time.monotonic()
        with pytest.raises(httpx.TimeoutException):
            await get(client, server)
        assert 0.25 < time.monotonic() - began < 5
        assert await server.gone() == 1

    against(answer, act, deadline=0.3)


@pytest.mark.parametrize("head", ["Content-Length: 1000000", "X-Length: unsaid"])
def test_a_body_of_a_megabyte_is_cut_off(against, head):
    async def flood(writer, target):
        writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode())
        for _ in range(1000):
            writer.write(b"x" * 1000)
            await writer.drain()

    async def act(client, server):
        with pytest.raises(httpx.RemoteProtocolError, match="too long"):
            await get(client, server)
        assert await server.gone() == 1

    against(flood, act)


@pytest.mark.parametrize(("size", "fits"), [(65_536, True), (65_537, False)])
def test_the_cap_is_exact(against, size, fits):
    async def act(client, server):
        if fits:
            assert len((await get(client, server)).content) == size
        else:
            with pytest.raises(httpx.RemoteProtocolError):
                await get(client, server)

    against(saying(http(b"x" * size)), act)


def test_a_head_without_end_is_cut_off(against):
    head = [b"HTTP/1.1 200 OK\r\n", *(b"X-%d: %b\r\n" % (n, b"x" * 500) for n in range(100))]

    async def act(client, server):
        with pytest.raises(httpx.RemoteProtocolError, match="too long"):
            await get(client, server)

    against(saying(*head), act)


@pytest.mark.parametrize(
    ("chunks", "body"),
    [
        ((b"4\r\ntrue\r\n", b"0\r\n\r\n"), b"true"),
        ((b"1\r\nt\r\n1\r\n", b"r\r\n2\r\nue\r\n0\r\n\r\n"), b"true"),
    ],
)
def test_a_chunked_answer_is_put_together(against, chunks, body):
    async def act(client, server):
        assert (await get(client, server)).content == body
        assert (await get(client, server)).content == body
        assert server.connections == 1

    against(saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *chunks), act)


def test_an_answer_may_end_with_its_connection(against):
    async def until_closed(writer, target):
        writer.write(b"HTTP/1.0 200 OK\r\n\r\ntrue")
        writer.close()

    async def act(client, server):
        assert (await get(client, server)).json() is True
        assert (await get(client, server)).json() is True
        assert server.connections == 2

    against(until_closed, act)


def test_a_compressed_answer_is_refused_and_not_inflated(against):
    packed = http(gzip.compress(b"x" * 1_000_000), "Content-Encoding: gzip")

    async def act(client, server):
        with pytest.raises(httpx.RemoteProtocolError, match="compressed"):
            await get(client, server)
        assert "accept-encoding: identity\r\n" in server.heads[0].lower()

    against(saying(packed), act)


def test_a_redirect_is_not_followed(against):
    async def away(writer, target):
        writer.write(http(b"", "Location: /elsewhere", status="302 Found"))

    async def act(client, server):
        assert (await get(client, server)).status_code == 302
        assert server.targets == ["/"]

    against(away, act)


def test_no_cookie_is_kept(against):
    async def act(client, server):
        await get(client, server)
        await get(client, server)
        assert "cookie" not in server.heads[1].lower()

    against(saying(http(b"", "Set-Cookie: node=1; Path=/")), act)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_the_environment_names_no_proxy(against, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)

    async def act(client, server):
        assert (await get(client, server)).text == "/"

    against(echo, act)


@pytest.mark.parametrize("cut", [0, 10, 40])
def test_a_lost_answer_is_an_error_and_not_asked_for_again(against, cut):
    async def lose(writer, target):
        writer.write(http(b"true")[:cut])
        writer.close()

    async def act(client, server):
        with pytest.raises(httpx.RemoteProtocolError, match="closed"):
            await get(client, server)
        assert server.targets == ["/"]

    against(lose, act)


def test_a_reset_is_an_error(against):
    async def reset(writer, target):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\ntr")
        await writer.drain()
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    async def act(client, server):
        with pytest.raises(httpx.TransportError):
            await get(client, server)

    against(reset, act)


def test_nobody_there_is_an_error(against):
    async def act(client, server):
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:1/")

    against(echo, act)


def test_what_is_not_http_is_an_error(against):
    async def act(client, server):
        with pytest.raises(httpx.RemoteProtocolError):
            await get(client, server)
        assert await server.gone() == 1

    against(saying(b"SSH-2.0-OpenSSH_9.2\r\n"), act)


def test_a_line_break_does_not_get_into_a_head(against):
    async def act(client, server):
        with pytest.raises(httpx.LocalProtocolError):
            await client.get(server.base, headers={"X-Note": "a\r\nX-Admin: yes"})
        assert server.connections == 0

    against(echo, act)


def test_a_body_is_sent_whole(against):
    async def read(writer, target):
        writer.write(http(b"true"))

    async def act(client, server):
        await client.post(server.base, json={"name": "小林"})
        assert "content-length: 17\r\n" in server.heads[0].lower()

    against(read, act)


def test_certificates_are_verified():
    tls = outgoing.Outgoing(deadline=1, longest_answer=1)._tls
    assert tls.verify_mode is ssl.CERT_REQUIRED
    assert tls.check_hostname
