"""checkSession: whether WeChat still vouches for a key."""

import asyncio
import json
import time
from pathlib import Path

import pytest

from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from ports.login_codes import SessionKey
from tests.builders import NOON
from tests.wechat.malformed import BODIES, NUMBERS
from tests.wechat.upstream import (
    CHECK,
    OK,
    OPENID,
    SESSION_KEY,
    SHOP,
    STABLE,
    TOKEN,
    Scripted,
    failed,
    granted,
    mini_program,
)

VECTORS = Path(__file__).parent.parent / "vectors"
KEY = SessionKey(SESSION_KEY, NOON)


def vector(name):
    signed = json.loads((VECTORS / name).read_text())["session_signature"]
    return signed["session_key"], signed.get("derived_for_checksession", signed)["signature"]


def scripted(*answers):
    return Scripted({STABLE: [granted()], CHECK: list(answers)})


def vouched(upstream, key=KEY):
    return asyncio.run(mini_program(upstream).vouches_for(SHOP, OPENID, key))


@pytest.mark.parametrize("name", ["wechat_official.json", "synthetic.json"])
def test_the_call_is_signed_with_the_text_of_the_key(name):
    secret, signature = vector(name)
    upstream = scripted(OK)
    assert vouched(upstream, SessionKey(secret, NOON))
    assert upstream.sent(CHECK) == [
        {
            "access_token": TOKEN,
            "openid": OPENID,
            "signature": signature,
            "sig_method": "hmac_sha256",
        }
    ]


@pytest.mark.parametrize("errcode", [87007, 87008, 87009, "87009", 40003])
def test_a_no_of_any_kind_is_a_no(errcode):
    assert not vouched(scripted(failed(errcode)))


def test_no_token_because_of_a_no_is_the_operators_trouble():
    upstream = scripted(OK)
    upstream.answers[STABLE] = [failed(40003)]
    with pytest.raises(ProviderMisconfigured):
        vouched(upstream)
    assert upstream.count(CHECK) == 0


@pytest.mark.parametrize(
    ("errcode", "error"),
    [(45011, ProviderBusy), (48001, ProviderMisconfigured), (12345, ProviderUnavailable)],
)
def test_trouble_is_no_answer(errcode, error):
    with pytest.raises(error):
        vouched(scripted(failed(errcode)))


@pytest.mark.parametrize(
    "answer", [*BODIES, *({"errcode": number} for number in NUMBERS), {"errmsg": "ok"}]
)
def test_a_malformed_answer_is_not_taken_for_a_yes(answer):
    with pytest.raises(ProviderUnavailable, match="malformed"):
        vouched(scripted(answer))


def test_a_busy_wechat_is_asked_once_more():
    upstream = scripted(failed(-1), OK)
    assert vouched(upstream)
    assert upstream.count(CHECK) == 2


def test_a_very_busy_wechat_is_left_alone():
    upstream = scripted(failed(-1))
    with pytest.raises(ProviderUnavailable):
        vouched(upstream)
    assert upstream.count(CHECK) == 2


def test_all_its_calls_together_have_a_deadline():
    upstream = scripted(OK)

    async def slow(request):
        await asyncio.sleep(0.15)
        return await upstream(request)

    program = mini_program(slow, deadline=0.2)
    began = time.monotonic()
    with pytest.raises(ProviderUnavailable, match="deadline"):
        asyncio.run(program.vouches_for(SHOP, OPENID, KEY))
    assert time.monotonic() - began < 5
