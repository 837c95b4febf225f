"""The operator's own gateway."""

import json

import httpx
import pytest

from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from tests.contracts.sms import CODE, PHONE
from tests.sms.senders import WEBHOOK_KEY, failed, sent, webhook


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_will_do_whatever_is_said(status):
    request = sent(webhook, httpx.Response(status, content=b"<html>"))
    assert (request.method, str(request.url)) == ("POST", "https://gateway.test/send?to=phones")
    assert request.headers["Authorization"] == f"Bearer {WEBHOOK_KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.content) == {"phone": PHONE, "code": CODE, "purpose": "login"}


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (422, PhoneUnreachable),
        (429, ProviderBusy),
        *((status, ProviderMisconfigured) for status in (400, 401, 402, 403, 404, 405, 410, 418)),
        *(
            (status, ProviderUnavailable)
            for status in (301, 302, 307, 308, 408, 500, 502, 503, 504)
        ),
    ],
)
def test_each_status_is_an_error_of_ours(status, error):
    answer = httpx.Response(status, headers={"Location": "https://elsewhere.test/"})
    assert type(failed(webhook, answer)) is error


def test_the_operator_is_told_the_status():
    assert str(failed(webhook, httpx.Response(401, text=CODE))) == "webhook: HTTP 401"


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("17", 17),
        ("86400", 86_400),
        ("0", 60),
        ("-1", 60),
        ("1.5", 60),
        ("1e3", 60),
        ("999999", 60),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 60),
    ],
)
def test_the_gateway_may_say_when_to_try_again(retry_after, seconds):
    answer = httpx.Response(429, headers={"Retry-After": retry_after})
    assert failed(webhook, answer).retry_after == seconds
    assert (
        failed(webhook, httpx.Response(503, headers={"Retry-After": retry_after})).retry_after == 5
    )
