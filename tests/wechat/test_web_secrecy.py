"""Nothing secret of a web login gets out: not by the log, nor an error, nor a repr."""

import asyncio
import logging

import httpx
import pytest

from adapters.system.outgoing import build_client
from domain.model.errors import DomainError
from tests.wechat.leaking import gone_wrong, leak_of, told_by
from tests.wechat.loopback import http, serving
from tests.wechat.malformed import BODIES
from tests.wechat.upstream import CODE, OPENID, SECRET, UNIONID, body_of, failed
from tests.wechat.web import (
    ACCESS,
    GRANT,
    GRANTED,
    HOME,
    INFO,
    REFRESH,
    RIDE,
    SHOWN,
    WEB,
    at,
    house,
)

LEAK = leak_of((SECRET, CODE, OPENID, UNIONID, ACCESS, REFRESH))
ALL = f"{SECRET} {CODE} {OPENID} {UNIONID} {ACCESS} {REFRESH}"
TROUBLE = [
    httpx.ConnectError(f"https://wechat.test/?secret={ALL}"),
    httpx.ReadTimeout(f"https://wechat.test/?code={ALL}"),
    httpx.InvalidURL(f"https://wechat.test/?access_token={ALL}"),
    httpx.Response(302, headers={"Location": f"http://[::/?secret={SECRET}"}),
    httpx.Response(502, content=ALL.encode()),
    GRANTED | {"openid": f"{OPENID} {UNIONID}"},
    GRANTED | {"unionid": ALL},
    GRANTED | {"access_token": ALL},
    GRANTED | {"is_snapshotuser": ALL},
    GRANTED | {"errcode": [SECRET, CODE]},
    *(failed(errcode) for errcode in (-1, 40001, 40013, 40029, 40164, 40226, 45011, 31337)),
    *BODIES,
]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: repr(trouble)[:30])
@pytest.mark.parametrize("call", ["grant", "info"])
def test_no_error_and_no_log_holds_a_secret(caplog, call, trouble):
    caplog.set_level(logging.DEBUG)
    here = house(**{call: trouble})
    web_login, mobile = here.web_login(), here.mobile()
    webs = (web_login.exchange(WEB, CODE, redirect_uri=HOME) for _ in range(2))
    errors = gone_wrong(*webs, mobile.exchange(RIDE, CODE))
    assert errors
    for error in errors:
        assert isinstance(error, DomainError)
        assert not LEAK.search(told_by(error))
    assert not LEAK.search(caplog.text)


@pytest.mark.parametrize("path", [GRANT, INFO])
def test_nor_does_anything_when_time_runs_out(caplog, path):
    caplog.set_level(logging.DEBUG)
    for error in gone_wrong(house(silent=path).mobile().exchange(RIDE, CODE)):
        assert not LEAK.search(told_by(error))
    assert not LEAK.search(caplog.text)


def test_a_sign_in_over_a_real_socket_logs_no_secret(caplog):
    for logger in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger)
    answers = {GRANT: GRANTED, INFO: SHOWN}

    async def answer(writer, target):
        writer.write(http(body_of(answers[target.partition("?")[0]])))

    async def run():
        async with serving(answer) as server, build_client() as client:
            web_login, mobile = at(server.base, client)
            await mobile.exchange(RIDE, CODE)
            return await web_login.exchange(WEB, CODE, redirect_uri=HOME)

    assert not LEAK.search(repr(asyncio.run(run())))
    assert not LEAK.search(caplog.text)


def test_no_repr_holds_a_secret():
    web_login, mobile = house().web_login(), house().mobile()
    assert not LEAK.search(repr([web_login, mobile, web_login._oauth, mobile._oauth]))
