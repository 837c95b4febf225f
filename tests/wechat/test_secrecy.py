"""Nothing secret gets out: not by the log, nor an error, nor a repr."""

import asyncio
import base64
import logging
import re
import traceback
from urllib.parse import quote

import httpx
import pytest

from adapters.system.outgoing import build_client
from adapters.wechat.answers import Answer
from adapters.wechat.api import Call
from domain.model.errors import CodeRejected, DomainError, ProviderUnavailable
from ports.login_codes import SessionKey
from tests.builders import NOON
from tests.wechat.loopback import http, serving
from tests.wechat.malformed import BODIES
from tests.wechat.sealing import sealed_phone
from tests.wechat.upstream import (
    CANARIES,
    CHECK,
    CODE,
    LOGIN,
    OK,
    OPENID,
    PHONE_CODE,
    PHONE_INFO,
    PROVEN,
    REDEEM,
    REDEEMED,
    SECRET,
    SESSION_KEY,
    SHOP,
    STABLE,
    TOKEN,
    UNIONID,
    VOUCH,
    VOUCHED,
    Scripted,
    body_of,
    failed,
    granted,
    mini_program,
    mini_program_at,
)

KEY = SessionKey(SESSION_KEY, NOON)
LEAK = re.compile(
    "|".join(
        re.escape(form)
        for canary in CANARIES
        for form in (
            canary,
            quote(canary, safe=""),
            canary.encode().hex(),
            base64.b64encode(canary.encode()).decode().rstrip("="),
        )
    ),
    re.IGNORECASE,
)
TROUBLE = [
    httpx.ConnectError(f"https://wechat.test/?secret={SECRET}"),
    httpx.ReadTimeout(f"https://wechat.test/?secret={SECRET}&js_code={CODE}"),
    httpx.InvalidURL(f"https://wechat.test/?secret={SECRET}"),
    httpx.Response(302, headers={"Location": f"http://[::/?secret={SECRET}"}),
    httpx.Response(502, content=f"{SECRET} {CODE} {TOKEN} {OPENID}".encode()),
    PROVEN | {"openid": f"{OPENID} {UNIONID}"},
    PROVEN | {"errcode": [SECRET, CODE]},
    *(failed(errcode) for errcode in (-1, 40001, 40013, 40029, 40164, 40226, 45011, 87009, 31337)),
    *BODIES,
]


async def journey(program):
    """Ask everything there is to ask, and return what went wrong."""
    calls = (
        program.exchange(SHOP, CODE),
        program.exchange(SHOP, CODE),
        program.vouches_for(SHOP, OPENID, KEY),
        program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID),
        program.open_phone(SHOP, sealed_phone(PHONE_INFO), KEY),
    )
    done = [(await asyncio.gather(call, return_exceptions=True))[0] for call in calls]
    return [one for one in done if isinstance(one, BaseException)]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: repr(trouble)[:30])
def test_no_error_and_no_log_holds_a_secret(caplog, trouble):
    caplog.set_level(logging.DEBUG)
    answers = {path: [trouble] for path in (LOGIN, CHECK, REDEEM, VOUCH)}
    upstream = Scripted({**answers, STABLE: [granted(), trouble]})
    errors = asyncio.run(journey(mini_program(upstream)))
    assert errors
    for error in errors:
        assert isinstance(error, DomainError)
        assert error.__cause__ is None
        assert error.__context__ is None
        assert not LEAK.search("".join(traceback.format_exception(error)) + repr(vars(error)))
    assert not LEAK.search(caplog.text)


def test_a_journey_over_a_real_socket_logs_no_secret(caplog):
    for logger in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger)
    answers = {
        LOGIN: PROVEN | {"unionid": UNIONID},
        STABLE: granted(),
        CHECK: OK,
        REDEEM: REDEEMED,
        VOUCH: VOUCHED,
    }

    async def answer(writer, target):
        writer.write(http(body_of(answers[target.partition("?")[0]])))

    async def run():
        async with serving(answer) as server, build_client() as client:
            return await journey(mini_program_at(server.base, client))

    (error,) = asyncio.run(run())
    assert isinstance(error, CodeRejected)
    assert not LEAK.search(caplog.text)


def test_the_search_for_leaks_finds_one():
    assert LEAK.search(f"GET https://wechat.test/?secret={SECRET}")
    assert LEAK.search(quote(f"key={SESSION_KEY}", safe=""))


def test_no_repr_holds_a_secret():
    answers = {LOGIN: [PROVEN], STABLE: [granted()], CHECK: [OK]}
    upstream = Scripted({**answers, REDEEM: [REDEEMED], VOUCH: [VOUCHED]})
    program = mini_program(upstream)
    asyncio.run(journey(program))
    call = Call(path=LOGIN, query={"secret": SECRET}, body={"secret": SECRET})
    parts = [program, program._api, program._app_api, program._phone_button]
    held = program._app_api.tokens._held
    assert held
    assert not LEAK.search(repr([*parts, dict(held), call, Answer("x", PROVEN)]))


async def drip(writer, target):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def flood(writer, target):
    writer.write(http(b" " * 1_000_000 + body_of(PROVEN)))


async def away(writer, target):
    writer.write(http(body_of(PROVEN), "Location: /sns/other", status="302 Found"))


async def squeeze(writer, target):
    writer.write(http(body_of(PROVEN), "Content-Encoding: gzip"))


async def lose(writer, target):
    writer.close()


@pytest.mark.parametrize("answer", [drip, flood, away, squeeze, lose])
def test_a_vendor_out_of_order_is_unavailability_and_the_code_is_spent(answer):
    async def run():
        async with serving(answer) as server, build_client(deadline=0.3) as client:
            program = mini_program_at(server.base, client)
            with pytest.raises(ProviderUnavailable):
                await program.exchange(SHOP, CODE)
            with pytest.raises(CodeRejected):
                await program.exchange(SHOP, CODE)
            assert len(server.targets) == 1

    asyncio.run(run())
