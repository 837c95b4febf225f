"""A code of `qq.login`."""

import asyncio

import httpx
import pytest

from domain.model.errors import CodeRejected, ProviderUnavailable
from ports.login_codes import Exchanged
from tests.qq.malformed import BODIES
from tests.qq.upstream import CODE, LOGIN, MINI, MINI_ID, OPENID, PROVEN, SECRET, UNIONID, house
from tests.wechat.jumping import run

WHO = Exchanged(OPENID, UNIONID)


def exchange(at, code=CODE):
    return run(at.mini_program().exchange(MINI, code))


def test_a_code_is_exchanged_by_one_get_and_the_session_key_is_dropped():
    at = house()
    assert exchange(at) == WHO
    (request,) = at.upstream.seen[LOGIN]
    assert request.method == "GET"
    assert dict(request.url.params) == {
        "appid": MINI_ID,
        "secret": SECRET,
        "js_code": CODE,
        "grant_type": "authorization_code",
    }


@pytest.mark.parametrize(
    "more", [{"errcode": 0, "errmsg": "ok"}, {"errcode": "0"}, {"session_key": None}, {"x": [1]}]
)
def test_what_else_it_says_is_no_matter(more):
    assert exchange(house(login=PROVEN | more)) == WHO


@pytest.mark.parametrize("unionid", [None, ""])
def test_a_missing_unionid_is_normal(unionid):
    assert exchange(house(login=PROVEN | {"unionid": unionid})) == Exchanged(OPENID, None)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"errcode": 0},
        {"unionid": UNIONID},
        PROVEN | {"openid": "a.b"},
        PROVEN | {"openid": 5},
        PROVEN | {"unionid": "x" * 129},
        PROVEN | {"errcode": "none"},
        {"errcode": -1, "errmsg": "busy"},
        httpx.Response(502),
        httpx.ReadTimeout("x"),
        *BODIES,
    ],
    ids=lambda answer: repr(answer)[:40],
)
def test_no_answer_or_a_malformed_one_is_unavailability_and_the_code_is_spent(answer):
    at = house(login=answer)
    program = at.mini_program()

    async def twice():
        with pytest.raises(ProviderUnavailable):
            await program.exchange(MINI, CODE)
        with pytest.raises(CodeRejected):
            await program.exchange(MINI, CODE)

    asyncio.run(twice())
    assert at.upstream.count(LOGIN) == 1


def test_a_vendor_that_says_nothing_is_left():
    with pytest.raises(ProviderUnavailable, match="jscode2session: the deadline has passed"):
        exchange(house(silent=LOGIN))
