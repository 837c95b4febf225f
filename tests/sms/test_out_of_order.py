"""Vendors that answer nonsense, too much, too late or not at all are asked once, and no more."""

import asyncio
import time

import httpx
import pytest

from adapters.system.outgoing import build_client
from domain.model.errors import ProviderUnavailable
from tests.contracts.sms import MESSAGE
from tests.sms.loopback import serving
from tests.sms.senders import SENDERS, aliyun, failed, tencent
from tests.wechat.loopback import http

TAKEN = b'{"Code": "OK", "Response": {"SendStatusSet": [{"Code": "Ok"}]}}'
BODIES = [
    b"",
    b" ",
    b"null",
    b"true",
    b"1",
    b'""',
    b"[]",
    b"{}",
    b"[" + TAKEN + b"]",
    TAKEN[:-1],
    TAKEN[:20],
    TAKEN + TAKEN,
    TAKEN.replace(b"}", b",}"),
    TAKEN.replace(b'"', b"'"),
    b"callback(" + TAKEN + b")",
    b"OK",
    b"<html><body>502 Bad Gateway</body></html>",
    b"<?xml version='1.0'?><SendSmsResponse><Code>OK</Code></SendSmsResponse>",
    b"\xff\xfe{",
    b'{"Code": "\xff"}',
    b"\x00" * 64,
    TAKEN.decode().encode("utf-16"),
    b"[" * 60_000,
    b'{"a":' * 12_000,
    b'{"Code": NaN}',
    b'{"Code": ' + b"9" * 5000 + b"}",
]


@pytest.mark.parametrize("sender", [tencent, aliyun])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body)[:40])
def test_nonsense_is_unavailability(sender, body):
    error = failed(sender, httpx.Response(200, content=body))
    assert type(error) is ProviderUnavailable
    assert str(error).endswith(": HTTP 200, malformed answer")


@pytest.mark.parametrize("sender", [tencent, aliyun])
@pytest.mark.parametrize("status", [204, 301, 302, 400, 404, 429, 500, 502, 503])
def test_a_page_of_something_between_is_unavailability(sender, status):
    answer = httpx.Response(status, html="<h1>nginx</h1>", headers={"Location": "/elsewhere"})
    error = failed(sender, answer)
    assert type(error) is ProviderUnavailable
    assert str(error).endswith(f": HTTP {status}, malformed answer")


@pytest.mark.parametrize("dress", ["text/html; charset=ISO-8859-1", "text/plain", "image/png"])
@pytest.mark.parametrize("sender", [tencent, aliyun])
def test_what_matters_is_the_answer_not_its_dress(sender, dress):
    answer = httpx.Response(200, content=TAKEN, headers={"Content-Type": dress})
    upstream = httpx.MockTransport(lambda _: answer)
    asyncio.run(sender(httpx.AsyncClient(transport=upstream)).send(MESSAGE))


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("x"),
        httpx.ConnectTimeout("x"),
        httpx.ReadTimeout("x"),
        httpx.ReadError("x"),
        httpx.WriteError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.LocalProtocolError("x"),
        httpx.InvalidURL("x"),
        httpx.TooManyRedirects("x"),
    ],
    ids=repr,
)
def test_no_answer_is_unavailability(sender, trouble):
    error = failed(sender, trouble)
    assert type(error) is ProviderUnavailable
    assert str(error).endswith(f": {type(trouble).__name__}")


LONG = http(TAKEN + b" " * 1_000_000)
AWAY = http(TAKEN, "Location: /elsewhere", status="307 Temporary Redirect")
CUT = http(TAKEN)[:-5]
SQUEEZED = http(TAKEN, "Content-Encoding: gzip")
NOT_HTTP = b"SSH-2.0-OpenSSH_9.2\r\n"


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize(
    "answer",
    [None, b"", LONG, AWAY, CUT, SQUEEZED, NOT_HTTP],
    ids=["lost", "silent", "long", "away", "cut", "squeezed", "no HTTP"],
)
def test_over_a_real_socket_one_request_is_seen(sender, answer):
    asked = []

    def note(received):
        asked.append(received)
        return answer

    async def run():
        async with serving(note) as base, build_client(deadline=0.3) as client:
            began = time.monotonic()
            with pytest.raises(ProviderUnavailable):
                await sender(client, base).send(MESSAGE)
            assert time.monotonic() - began < 5

    asyncio.run(run())
    assert len(asked) == 1


@pytest.mark.parametrize("sender", SENDERS)
def test_nobody_there_is_unavailability(sender):
    async def run():
        async with build_client() as client:
            with pytest.raises(ProviderUnavailable, match="ConnectError"):
                await sender(client, "http://127.0.0.1:1").send(MESSAGE)

    asyncio.run(run())
