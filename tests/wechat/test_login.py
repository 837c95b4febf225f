"""code2Session: who somebody is."""

import asyncio
import base64
import json

import attrs
import httpx
import pytest

from adapters.wechat.spent_codes import MOST, SpentCodes
from domain.model.errors import CodeRejected, PersonRefused, ProviderBusy, ProviderUnavailable
from ports.login_codes import Exchanged, SessionKey
from tests.builders import APP_ID, NOON
from tests.fakes import SettableClock
from tests.wechat.malformed import BODIES, NUMBERS, TEXTS
from tests.wechat.upstream import (
    CODE,
    LOGIN,
    OPENID,
    PROVEN,
    SECRET,
    SESSION_KEY,
    SHOP,
    UNIONID,
    Scripted,
    failed,
    mini_program,
)

WHO = Exchanged(OPENID, None, SessionKey(SESSION_KEY, NOON))
TEXT = json.dumps(PROVEN).encode()


def exchange(*answers, code=CODE):
    upstream = Scripted({LOGIN: list(answers)})
    return asyncio.run(mini_program(upstream).exchange(SHOP, code))


def answered(body=TEXT, status=200, **headers):
    return httpx.Response(status, content=body, headers=headers)


def test_a_code_is_exchanged_by_one_get():
    upstream = Scripted({LOGIN: [PROVEN]})
    assert asyncio.run(mini_program(upstream).exchange(SHOP, CODE)) == WHO
    (request,) = upstream.seen[LOGIN]
    assert request.method == "GET"
    assert dict(request.url.params) == {
        "appid": APP_ID,
        "secret": SECRET,
        "js_code": CODE,
        "grant_type": "authorization_code",
    }


@pytest.mark.parametrize(
    "answer",
    [
        PROVEN,
        PROVEN | {"errcode": 0, "errmsg": "ok"},
        PROVEN | {"errcode": "0"},
        PROVEN | {"unionid": None},
        PROVEN | {"unionid": ""},
        PROVEN | {"expires_in": 2592000, "scope": {"any": ["thing"]}},
        b"\xef\xbb\xbf" + TEXT,
        TEXT.replace(b"{", b'{"nickname": "a\x0bb", ', 1),
        TEXT.replace(b"{", b'{"nickname": "\xff\xfe", ', 1),
        b"\r\n " + TEXT + b"\n",
        answered(**{"Content-Type": "text/plain; charset=ISO-8859-1"}),
        answered(**{"Content-Type": "text/html; charset=no-such"}),
        answered(**{"Content-Type": "application/json"}),
        answered(),
    ],
)
def test_what_matters_is_the_answer_not_its_dress(answer):
    assert exchange(answer) == WHO


def test_a_unionid_is_passed_on():
    assert exchange(PROVEN | {"unionid": UNIONID}).unionid == UNIONID


def test_an_escaped_slash_in_the_key_is_a_slash():
    key = base64.b64encode(b"\xff" * 16).decode()
    body = json.dumps(PROVEN | {"session_key": key}).replace("/", "\\/").encode()
    assert exchange(body).session_key.secret == key


SUBJECTS = ["x" * 129, "a.b", "a/b", "a+b="]
KEYS = ["AAAA", "A" * 24, "A" * 22, "A" * 20 + "==", "A" * 43 + "=", "-" * 22 + "==", "0" * 32]
MALFORMED = [
    *({**PROVEN, "openid": value} for value in [None, "", *TEXTS, *SUBJECTS]),
    *({**PROVEN, "session_key": value} for value in [None, "", *TEXTS, *KEYS]),
    *({**PROVEN, "unionid": value} for value in [*TEXTS, *SUBJECTS]),
    *({**PROVEN, "errcode": value} for value in NUMBERS),
    {"openid": OPENID},
    {"session_key": SESSION_KEY},
    {"errcode": 0, "errmsg": "ok"},
    *BODIES,
]


@pytest.mark.parametrize("answer", MALFORMED, ids=lambda answer: repr(answer)[:40])
def test_a_malformed_answer_is_unavailability(answer):
    with pytest.raises(ProviderUnavailable, match="malformed"):
        exchange(answer)


def test_there_are_many_malformed_answers():
    assert len(MALFORMED) >= 60


@pytest.mark.parametrize("status", [201, 204, 301, 302, 400, 401, 404, 429, 500, 502, 503])
def test_any_status_but_200_is_unavailability(status):
    with pytest.raises(ProviderUnavailable, match=f"HTTP {status}"):
        exchange(answered(status=status, Location="https://elsewhere.test/"))


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
        httpx.DecodingError("x"),
        httpx.InvalidURL("x"),
        httpx.TooManyRedirects("x"),
        answered(status=302, Location="http://[::"),
    ],
    ids=repr,
)
def test_no_answer_is_unavailability(failure):
    with pytest.raises(ProviderUnavailable):
        exchange(failure)


@pytest.mark.parametrize("answer", [PROVEN, b"", failed(-1), failed(40029), httpx.ReadError("x")])
def test_a_code_is_sent_once_whatever_came_back(answer):
    upstream = Scripted({LOGIN: [answer]})
    program = mini_program(upstream)

    async def twice():
        await asyncio.gather(program.exchange(SHOP, CODE), return_exceptions=True)
        with pytest.raises(CodeRejected):
            await program.exchange(SHOP, CODE)

    asyncio.run(twice())
    assert upstream.count(LOGIN) == 1


def test_of_fifty_who_send_a_code_one_is_heard():
    upstream = Scripted({LOGIN: [PROVEN]})
    program = mini_program(upstream)

    async def fifty():
        calls = [program.exchange(SHOP, CODE) for _ in range(50)]
        return await asyncio.gather(*calls, return_exceptions=True)

    answers = asyncio.run(fifty())
    assert answers.count(WHO) == 1
    assert sum(isinstance(answer, CodeRejected) for answer in answers) == 49
    assert upstream.count(LOGIN) == 1


def test_a_cancelled_exchange_has_spent_its_code():
    upstream = Scripted({LOGIN: [PROVEN]})
    program = mini_program(upstream)

    async def give_up():
        waiting = asyncio.create_task(program.exchange(SHOP, CODE))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        with pytest.raises(CodeRejected):
            await program.exchange(SHOP, CODE)

    asyncio.run(give_up())


def test_the_same_code_of_another_app_is_another_code():
    other = attrs.evolve(SHOP, app_id="wxother000000001")
    spent = SpentCodes(SettableClock())
    spent.spend(SHOP.app_id, CODE)
    spent.spend(other.app_id, CODE)


def test_a_code_is_remembered_for_at_least_ten_minutes():
    clock = SettableClock()
    spent = SpentCodes(clock)
    for minutes in (0, 9):
        clock.advance(minutes=minutes)
        spent.spend(APP_ID, f"{CODE}{minutes}")
    for _ in range(9):
        clock.advance(minutes=1, seconds=5)
        with pytest.raises(CodeRejected):
            spent.spend(APP_ID, f"{CODE}9")


def test_the_memory_for_codes_ends():
    clock = SettableClock()
    spent = SpentCodes(clock)
    for number in range(2 * MOST + 1):
        spent.spend(APP_ID, f"code-{number}")
    assert len(spent._young) + len(spent._old) <= 2 * MOST
    spent.spend(APP_ID, "code-0")
    with pytest.raises(CodeRejected):
        spent.spend(APP_ID, f"code-{2 * MOST}")


@pytest.mark.parametrize("code", ["", " ", "two words", "a\r\nb", "é", "\ud800", "x" * 513, "\0"])
def test_what_cannot_be_a_code_is_not_sent(code):
    upstream = Scripted({LOGIN: [PROVEN]})
    with pytest.raises(CodeRejected):
        asyncio.run(mini_program(upstream).exchange(SHOP, code))
    assert upstream.count(LOGIN) == 0


@pytest.mark.parametrize(
    ("errcode", "error"),
    [(40029, CodeRejected), (40226, PersonRefused), (45011, ProviderBusy)],
)
def test_an_error_number_outweighs_the_fields(errcode, error):
    with pytest.raises(error):
        exchange(PROVEN | failed(errcode))
