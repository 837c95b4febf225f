"""Nothing secret gets out: not by the log, nor an error, nor a repr."""

import asyncio
import logging

import httpx
import pytest

from adapters.qq.answers import Answer
from adapters.system.outgoing import build_client
from domain.model.errors import DomainError
from tests.qq.malformed import BODIES
from tests.qq.upstream import (
    ACCESS,
    APP_ID,
    CANARIES,
    CODE,
    GRANTED,
    HOME,
    INFO,
    LOGIN,
    ME,
    MINI,
    OPENID,
    PERSON,
    PROVEN,
    SECRET,
    SHOWN,
    TOKEN,
    UNIONID,
    WEB,
    as_callback,
    at,
    failed,
    house,
)
from tests.wechat.leaking import gone_wrong, leak_of, told_by
from tests.wechat.loopback import http, serving
from tests.wechat.upstream import body_of

LEAK = leak_of(CANARIES)
ALL = " ".join(CANARIES)
NUMBERS = (-1, 31337, 40001, 40029, 45011, 100009, 100013, 100020, 100031, 100048)
TROUBLE = [
    httpx.ConnectError(f"https://graph.test/?client_secret={ALL}"),
    httpx.ReadTimeout(f"https://graph.test/?code={ALL}"),
    httpx.InvalidURL(f"https://graph.test/?access_token={ALL}"),
    httpx.Response(302, headers={"Location": f"http://[::/?secret={SECRET}"}),
    httpx.Response(502, content=ALL.encode()),
    {"access_token": f"{ACCESS} {CODE}", "client_id": APP_ID, "openid": f"{OPENID} {UNIONID}"},
    {"client_id": SECRET, "openid": OPENID},
    {"client_id": APP_ID, "openid": OPENID, "unionid": f"{UNIONID} {OPENID}"},
    {"error": [SECRET, CODE]},
    {ALL: ALL},
    as_callback({"error": 100020, "error_description": ALL}),
    *(failed(number) for number in NUMBERS),
    *({"errcode": number, "errmsg": ALL} for number in NUMBERS),
    *BODIES,
]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: repr(trouble)[:30])
@pytest.mark.parametrize("call", ["token", "me", "info"])
def test_no_error_and_no_log_of_a_web_login_holds_a_secret(caplog, call, trouble):
    caplog.set_level(logging.DEBUG)
    web_login = house(**{call: trouble}).web_login()
    acts = (web_login.exchange(WEB, CODE, redirect_uri=HOME) for _ in range(2))
    errors = gone_wrong(*acts)
    assert errors
    for error in errors:
        assert isinstance(error, DomainError)
        assert not LEAK.search(told_by(error))
    assert not LEAK.search(caplog.text)


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: repr(trouble)[:30])
def test_no_error_and_no_log_of_a_mini_program_holds_one(caplog, trouble):
    caplog.set_level(logging.DEBUG)
    program = house(login=trouble).mini_program()
    errors = gone_wrong(*(program.exchange(MINI, CODE) for _ in range(2)))
    assert errors
    for error in errors:
        assert isinstance(error, DomainError)
        assert not LEAK.search(told_by(error))
    assert not LEAK.search(caplog.text)


@pytest.mark.parametrize("path", [TOKEN, ME, INFO])
def test_nor_does_anything_when_time_runs_out(caplog, path):
    caplog.set_level(logging.DEBUG)
    web_login = house(silent=path).web_login()
    for error in gone_wrong(web_login.exchange(WEB, CODE, redirect_uri=HOME)):
        assert not LEAK.search(told_by(error))
    assert not LEAK.search(caplog.text)


def test_sign_ins_over_a_real_socket_log_no_secret(caplog):
    for logger in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger)
    answers = {TOKEN: GRANTED, ME: PERSON, INFO: SHOWN, LOGIN: PROVEN}

    async def answer(writer, target):
        writer.write(http(body_of(answers[target.partition("?")[0]])))

    async def run():
        async with serving(answer) as server, build_client() as client:
            web_login, program = at(server.base, client)
            await program.exchange(MINI, CODE)
            return await web_login.exchange(WEB, CODE, redirect_uri=HOME)

    assert not LEAK.search(repr(asyncio.run(run())))
    assert not LEAK.search(caplog.text)


def test_no_repr_holds_a_secret():
    web_login, program = house().web_login(), house().mini_program()
    parts = [web_login, program, web_login._api, Answer("me", PERSON)]
    assert not LEAK.search(repr(parts))


def test_the_search_for_leaks_finds_one():
    assert LEAK.search(f"GET https://graph.test/?client_secret={SECRET}")
