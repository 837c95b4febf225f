"""A code of a website, an official account or a mobile app: whose it is."""

import asyncio

import httpx
import pytest

from adapters.wechat.errcodes import VERDICTS
from domain.model.errors import CodeRejected, PersonRefused, PersonUnreal, ProviderUnavailable
from ports.login_codes import Exchanged
from tests.wechat.malformed import BODIES, TEXTS
from tests.wechat.upstream import CODE, OPENID, SECRET, UNIONID, failed
from tests.wechat.web import (
    ACCESS,
    ALONE,
    GRANT,
    GRANTED,
    HOME,
    INFO,
    NEWS,
    RIDE,
    SHOWN,
    WEB,
    WHO,
    exchange,
    house,
)

OTHER = "oOTHER_unionid_000000000001"
SUBJECTS = ["x" * 129, "a.b", "a/b", "a+b="]


@pytest.mark.parametrize("app", [WEB, NEWS, RIDE])
def test_an_exchange_is_two_gets(app):
    here = house()
    assert exchange(here, app) == WHO
    assert {one.method for seen in here.upstream.seen.values() for one in seen} == {"GET"}
    grant = {"appid": app.app_id, "secret": SECRET, "code": CODE}
    assert here.upstream.sent(GRANT) == [grant | {"grant_type": "authorization_code"}]
    assert here.upstream.sent(INFO) == [{"access_token": ACCESS, "openid": OPENID}]


@pytest.mark.parametrize(
    "scope", ["snsapi_login", "snsapi_userinfo", "snsapi_base,snsapi_userinfo"]
)
def test_what_she_agreed_to_show_is_asked_for(scope):
    assert exchange(house(GRANTED | {"scope": scope})) == WHO


def test_what_she_was_not_asked_for_is_not():
    here = house(ALONE | {"scope": "snsapi_base"})
    assert exchange(here, NEWS) == Exchanged(OPENID, None)
    assert here.upstream.count(INFO) == 0


@pytest.mark.parametrize(
    ("grant", "info", "unionid"),
    [
        (GRANTED, SHOWN, UNIONID),
        (GRANTED, SHOWN | {"unionid": OTHER}, UNIONID),
        (GRANTED, SHOWN | {"unionid": ""}, UNIONID),
        (GRANTED, failed(48001), UNIONID),
        (ALONE, SHOWN, UNIONID),
        (GRANTED | {"unionid": ""}, SHOWN, UNIONID),
        (ALONE, SHOWN | {"unionid": None}, None),
        (ALONE, SHOWN | {"unionid": "a.b"}, None),
        (ALONE, SHOWN | {"openid": "oSomebodyElse"}, None),
        (ALONE, failed(-1), None),
    ],
)
def test_a_unionid_is_of_the_first_answer_that_says_one(grant, info, unionid):
    assert exchange(house(grant, info)).unionid == unionid


@pytest.mark.parametrize("mark", [1, "1", 2, True, "yes", [0], {}])
def test_a_stand_in_is_nobody(caplog, mark):
    caplog.set_level("INFO")
    here = house(GRANTED | {"is_snapshotuser": mark})
    with pytest.raises(PersonUnreal):
        exchange(here, NEWS)
    assert here.upstream.count(INFO) == 0
    assert caplog.messages == ["access_token: a snapshot user"]


@pytest.mark.parametrize("mark", [0, "0", None, ""])
def test_who_is_none_is_herself(mark):
    assert exchange(house(GRANTED | {"is_snapshotuser": mark}), NEWS) == WHO


@pytest.mark.parametrize(("errcode", "verdict"), VERDICTS.items())
def test_each_number_is_an_error_of_ours(errcode, verdict):
    here = house(failed(errcode))
    with pytest.raises(verdict.error) as caught:
        exchange(here)
    assert caught.type is verdict.error
    assert here.upstream.count(GRANT) == 1


@pytest.mark.parametrize(
    ("errcode", "error"),
    [(40029, CodeRejected), (42003, CodeRejected), (40163, CodeRejected), (40226, PersonRefused)],
)
def test_an_error_number_outweighs_the_fields(errcode, error):
    with pytest.raises(error):
        exchange(house(GRANTED | failed(errcode)))


MALFORMED = [
    *(GRANTED | {"openid": one} for one in [None, "", *TEXTS, *SUBJECTS]),
    *(GRANTED | {"unionid": one} for one in [*TEXTS, *SUBJECTS]),
    *(GRANTED | {"access_token": one} for one in [None, "", *TEXTS]),
    {"openid": OPENID},
    *BODIES,
]


@pytest.mark.parametrize("answer", MALFORMED, ids=lambda answer: repr(answer)[:40])
@pytest.mark.parametrize("app", [WEB, RIDE])
def test_a_malformed_answer_is_unavailability(app, answer):
    with pytest.raises(ProviderUnavailable, match="access_token: malformed"):
        exchange(house(answer), app)


@pytest.mark.parametrize(
    "answer",
    [GRANTED, b"", failed(-1), failed(40163), httpx.ReadTimeout("x"), httpx.Response(502)],
)
def test_a_code_is_sent_once_whatever_came_back(answer):
    here = house(answer)
    mobile = here.mobile()

    async def twice():
        await asyncio.gather(mobile.exchange(RIDE, CODE), return_exceptions=True)
        with pytest.raises(CodeRejected):
            await mobile.exchange(RIDE, CODE)

    asyncio.run(twice())
    assert here.upstream.count(GRANT) == 1


def test_a_cancelled_exchange_has_spent_its_code():
    here = house()
    web_login = here.web_login()

    async def give_up():
        waiting = asyncio.create_task(web_login.exchange(WEB, CODE, redirect_uri=HOME))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        with pytest.raises(CodeRejected):
            await web_login.exchange(WEB, CODE, redirect_uri=HOME)

    asyncio.run(give_up())


@pytest.mark.parametrize("code", ["", " ", "two words", "a\r\nb", "é", "\ud800", "x" * 513, "\0"])
def test_what_cannot_be_a_code_is_not_sent(code):
    here = house()
    with pytest.raises(CodeRejected):
        exchange(here, code=code)
    assert here.upstream.count(GRANT) == 0


def test_a_wechat_that_says_nothing_is_left():
    with pytest.raises(ProviderUnavailable, match="access_token: the deadline has passed"):
        exchange(house(silent=GRANT))
