"""A code of QQ Connect: whose it is, and in which app."""

import asyncio
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from domain.model.errors import CodeRejected, ProviderMisconfigured
from domain.model.errors import ProviderUnavailable as Unavailable
from tests.qq.malformed import BODIES
from tests.qq.upstream import (
    ACCESS,
    APP_ID,
    CODE,
    FORMATS,
    GRANTED,
    HOME,
    INFO,
    ME,
    OPENID,
    PERSON,
    SECRET,
    TOKEN,
    UNIONID,
    WEB,
    WHO,
    as_json,
    exchange,
    failed,
    house,
)

WITHOUT_UNIONID = {"client_id": APP_ID, "openid": OPENID}
TEXTS = [None, "", [], {}, 5, 1.5, True, ["x"], "two words", "é", "a\n", "\ud800", "x" * 5000]
SUBJECTS = ["x" * 129, "a.b", "a/b", "a+b="]


def test_the_page_is_asked_for_a_code():
    url = house().web_login().authorize_url(WEB, state="S1", redirect_uri=HOME, language="en")
    assert url.startswith("https://page.test/oauth2.0/authorize?response_type=code&client_id=")
    assert parse_qsl(urlsplit(url).query) == [
        ("response_type", "code"),
        ("client_id", APP_ID),
        ("redirect_uri", HOME),
        ("state", "S1"),
        ("scope", "get_user_info"),
    ]


def test_an_exchange_is_three_gets():
    at = house()
    assert exchange(at) == WHO
    requests = {path: seen for path, seen in at.upstream.seen.items() if seen}
    assert {request.method for seen in requests.values() for request in seen} == {"GET"}
    assert {path: at.upstream.sent(path) for path in requests} == {
        TOKEN: [
            {
                "grant_type": "authorization_code",
                "client_id": APP_ID,
                "client_secret": SECRET,
                "code": CODE,
                "redirect_uri": HOME,
                "fmt": "json",
            }
        ],
        ME: [{"access_token": ACCESS, "fmt": "json", "unionid": "1"}],
        INFO: [{"access_token": ACCESS, "oauth_consumer_key": APP_ID, "openid": OPENID}],
    }


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("content_type", ["text/html", "application/json", "x; charset=y"])
def test_what_matters_is_the_answer_not_its_dress(write, content_type):
    def dressed(fields):
        return httpx.Response(200, content=write(fields), headers={"Content-Type": content_type})

    assert exchange(house(token=dressed(GRANTED), me=dressed(PERSON))) == WHO


@pytest.mark.parametrize("expires_in", ["7776000", 5184000, "", None, [], "soon"])
def test_how_long_the_token_would_live_is_no_matter(expires_in):
    assert exchange(house(token=GRANTED | {"expires_in": expires_in})) == WHO


@pytest.mark.parametrize("number", [100048, "100048"])
@pytest.mark.parametrize("write", FORMATS)
def test_an_app_without_unionids_is_asked_again_without(number, write):
    at = house(me=[write(failed(number)), WITHOUT_UNIONID])
    assert exchange(at).unionid is None
    assert [query.get("unionid") for query in at.upstream.sent(ME)] == ["1", None]
    assert at.upstream.count(TOKEN) == 1


def test_it_is_asked_again_once():
    at = house(me=failed(100048))
    with pytest.raises(ProviderMisconfigured, match="me: error 100048"):
        exchange(at)
    assert at.upstream.count(ME) == 2


@pytest.mark.parametrize("unionid", [None, ""])
def test_a_missing_unionid_is_normal(unionid):
    assert exchange(house(me=PERSON | {"unionid": unionid})).unionid is None
    assert exchange(house(me=WITHOUT_UNIONID)).unionid is None


MALFORMED = [
    *(("token", "access_token", {"access_token": one}) for one in [*TEXTS, "x" * 513]),
    *(("me", "openid", PERSON | {"openid": one}) for one in [*TEXTS, *SUBJECTS]),
    *(("me", "unionid", PERSON | {"unionid": one}) for one in [*TEXTS[2:], *SUBJECTS]),
    ("token", "access_token", {}),
    ("me", "client_id", {"openid": OPENID}),
    ("me", "openid", {"client_id": APP_ID}),
    ("token", "access_token", b""),
    ("me", "client_id", b""),
    *((call, "body", body) for call in ("token", "me") for body in BODIES),
]


@pytest.mark.parametrize(("call", "field", "answer"), MALFORMED)
def test_a_malformed_answer_is_unavailability(call, field, answer):
    with pytest.raises(Unavailable, match=f"{call}: malformed answer: {field}"):
        exchange(house(**{call: answer}))


@pytest.mark.parametrize("status", [201, 302, 400, 401, 404, 429, 500, 502])
@pytest.mark.parametrize("call", ["token", "me"])
def test_any_status_but_200_is_unavailability(call, status):
    answer = httpx.Response(status, content=as_json(GRANTED | PERSON))
    with pytest.raises(Unavailable, match=f"{call}: HTTP {status}"):
        exchange(house(**{call: answer}))


@pytest.mark.parametrize(
    "answer",
    [GRANTED, b"", failed(-1), failed(100020), httpx.ReadTimeout("x"), httpx.InvalidURL("")],
)
def test_a_code_is_sent_once_whatever_came_back(answer):
    at = house(token=answer)
    web_login = at.web_login()

    async def twice():
        await asyncio.gather(
            web_login.exchange(WEB, CODE, redirect_uri=HOME), return_exceptions=True
        )
        with pytest.raises(CodeRejected):
            await web_login.exchange(WEB, CODE, redirect_uri=HOME)

    asyncio.run(twice())
    assert at.upstream.count(TOKEN) == 1


@pytest.mark.parametrize("code", ["", " ", "two words", "a\r\nb", "é", "\ud800", "x" * 513, "\0"])
def test_what_cannot_be_a_code_is_not_sent(code):
    at = house()
    with pytest.raises(CodeRejected):
        exchange(at, code)
    assert at.upstream.count(TOKEN) == 0


@pytest.mark.parametrize(("path", "call"), [(TOKEN, "token"), (ME, "me")])
def test_a_vendor_that_says_nothing_is_left(path, call):
    with pytest.raises(Unavailable, match=f"{call}: the deadline has passed"):
        exchange(house(silent=path))


def test_a_unionid_is_passed_on():
    assert exchange(house()).unionid == UNIONID
