"""Nothing secret gets out: not by the log, nor an error, nor a repr."""

import asyncio
import base64
import logging
import re
import traceback
from urllib.parse import quote

import attrs
import httpx
import pytest

from adapters.sms.console import ConsoleSms
from adapters.system.outgoing import build_client
from domain.model.errors import DomainError
from tests.contracts.sms import CODE, MESSAGE, PHONE, REFUSALS
from tests.sms.aliyun_stand_in import AliyunStandIn
from tests.sms.loopback import serving
from tests.sms.senders import SECRETS, SENDERS, aliyun, failed, tencent, webhook
from tests.sms.tencent_stand_in import TencentStandIn
from tests.sms.webhook_stand_in import WebhookStandIn

LEAK = re.compile(
    "|".join(
        re.escape(form)
        for canary in (CODE, PHONE.removeprefix("+86"), *SECRETS)
        for form in (
            canary,
            quote(canary, safe=""),
            canary.encode().hex(),
            base64.b64encode(canary.encode()).decode().rstrip("="),
        )
    ),
    re.IGNORECASE,
)
ALL = " ".join((CODE, PHONE, *SECRETS))
TROUBLE = [
    httpx.ConnectError(ALL),
    httpx.ReadTimeout(ALL),
    httpx.InvalidURL(ALL),
    httpx.Response(200, text=ALL),
    httpx.Response(302, text=ALL, headers={"Location": f"https://x.test/?{CODE}"}),
    httpx.Response(502, text=ALL),
    httpx.Response(429, headers={"Retry-After": CODE}),
    httpx.Response(422, text=ALL),
    *(
        httpx.Response(200, json={"Response": {"SendStatusSet": [told], "RequestId": ALL}, **told})
        for told in (
            {"Code": CODE, "Message": ALL},
            {"Code": ALL, "Message": ALL},
            {"Code": f"New.{PHONE}", "Message": ALL},
            {"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": ALL, "RequestId": ALL},
            {"Code": "FailedOperation.PhoneNumberInBlacklist", "PhoneNumber": PHONE},
            {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": f"天级 {ALL}"},
            {"Code": [ALL]},
        )
    ),
]


def assert_tight(error):
    assert isinstance(error, DomainError)
    assert error.__cause__ is None
    assert error.__context__ is None
    assert not LEAK.search("".join(traceback.format_exception(error)) + repr(vars(error)))


@pytest.fixture
def everything_logged(caplog):
    for logger in (None, "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger)
    return caplog


@pytest.mark.parametrize("sender", [tencent, aliyun])
@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda trouble: repr(trouble)[:30])
def test_no_error_and_no_log_of_a_vendor_holds_a_secret(caplog, sender, trouble):
    caplog.set_level(logging.DEBUG)
    assert_tight(failed(sender, trouble))
    assert not LEAK.search(caplog.text)


@pytest.mark.parametrize(
    "trouble", [one for one in TROUBLE if not getattr(one, "is_success", False)], ids=repr
)
def test_no_error_and_no_log_of_a_gateway_holds_a_secret(caplog, trouble):
    caplog.set_level(logging.DEBUG)
    assert_tight(failed(webhook, trouble))
    assert not LEAK.search(caplog.text)


@pytest.mark.parametrize(
    ("sender", "stand_in"),
    [(tencent, TencentStandIn), (aliyun, AliyunStandIn), (webhook, WebhookStandIn)],
)
@pytest.mark.parametrize("refusal", [None, *REFUSALS])
def test_a_journey_over_a_real_socket_logs_no_secret(everything_logged, sender, stand_in, refusal):
    vendor = stand_in(refusal=refusal)

    async def run():
        async with serving(vendor.answer) as base, build_client() as client:
            return await asyncio.gather(sender(client, base).send(MESSAGE), return_exceptions=True)

    (outcome,) = asyncio.run(run())
    assert vendor.asked == 1
    if refusal:
        assert_tight(outcome)
    assert not LEAK.search(everything_logged.text)


@pytest.mark.parametrize("key", ["密钥", "two\r\nlines", "é"])
def test_a_key_that_fits_no_header_is_no_leak(key):
    async def run(base):
        async with build_client() as client:
            sender = attrs.evolve(webhook(client, base), key=key)
            return await asyncio.gather(sender.send(MESSAGE), return_exceptions=True)

    (error,) = asyncio.run(run("http://127.0.0.1:1"))
    assert_tight(error)
    assert key not in repr(error)


@pytest.mark.parametrize("sender", SENDERS)
def test_no_repr_holds_a_secret(sender, capsys):
    shown = [sender(httpx.AsyncClient()), MESSAGE, ConsoleSms(capsys)]
    assert not LEAK.search(repr(shown))


def test_the_search_for_leaks_finds_one():
    assert all(LEAK.search(f"said {one}") for one in (CODE, PHONE, *SECRETS))
