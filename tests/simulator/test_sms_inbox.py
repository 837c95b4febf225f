"""The plain webhook, and where texts go."""

import asyncio

import httpx
import pytest

from adapters.simulator.app import SmsAccounts, create_simulator
from adapters.simulator.clock import VirtualClock
from adapters.simulator.sms.inbox import KEPT, Inbox
from tests.simulator.playing import APPS
from tests.simulator.texting import ACCOUNTS, NOBODYS, WEBHOOK, XIAOLIN, by_tencent, by_webhook


def test_a_text_goes_to_whoever_has_the_number_when_it_is_sent(sim):
    by_webhook(sim, code="111111")
    sim.control("take_back_number", number=XIAOLIN)
    by_webhook(sim, code="222222")
    sim.control("give_number", number=XIAOLIN, person="awei")
    by_webhook(sim, code="333333")
    assert [text["code"] for text in sim.told("sms", person="xiaolin")] == ["111111"]
    assert [text["code"] for text in sim.told("sms", person="awei")] == ["333333"]
    assert [text["person"] for text in sim.told("sms")] == ["xiaolin", None, "awei"]


def test_texts_are_told_by_number_too(sim):
    by_webhook(sim)
    by_webhook(sim, NOBODYS)
    [swallowed] = sim.told("sms", number=NOBODYS)
    assert swallowed["person"] is None
    assert sim.told("sms", person="xiaolin", number=NOBODYS) == []


def test_a_reset_empties_the_inbox_and_forgets_the_limits(sim):
    by_tencent(sim)
    sim.control("reset")
    assert sim.told("sms") == []
    assert by_tencent(sim)["SendStatusSet"][0]["Code"] == "Ok"


def test_the_oldest_texts_are_forgotten():
    inbox = Inbox(VirtualClock())
    for number in range(KEPT + 1):
        inbox.deliver(XIAOLIN, None, vendor="tencent", code=str(number), text="")
    kept = inbox.texts()
    assert (len(kept), kept[0].code) == (KEPT, "1")


def test_the_webhook_takes_the_code(sim):
    answer = by_webhook(sim)
    assert (answer.status_code, answer.json()) == (200, {"accepted": True})
    [text] = sim.told("sms")
    assert (text["code"], text["vendor"]) == ("432109", "webhook")


def test_the_webhook_wants_its_key(sim):
    body = {"phone": XIAOLIN, "code": "1", "purpose": "login"}
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert sim.http.post(WEBHOOK, json=body, headers=headers).status_code == 401
    assert sim.told("sms") == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"code": 432109}, 400),
        ({"code": ""}, 400),
        ({"purpose": ""}, 400),
        ({"mood": "good"}, 400),
        ({"phone": "13800138001"}, 422),
    ],
)
def test_the_webhook_refuses_nonsense(sim, changes, status):
    phone = changes.pop("phone", XIAOLIN)
    assert by_webhook(sim, phone, **changes).status_code == status
    assert sim.told("sms") == []


def test_the_webhook_is_posted_to(sim):
    assert sim.http.get(WEBHOOK).status_code == 405


def test_the_webhook_may_fail(sim):
    sim.control("modes", sms_in_arrears=True)
    assert by_webhook(sim).status_code == 402
    sim.control("modes", sms_in_arrears=False)
    sim.control("faults", endpoint=WEBHOOK, kind="errcode")
    assert by_webhook(sim).status_code == 500
    assert sim.told("sms") == []


def test_a_lost_answer_sends_the_text_all_the_same(sim):
    sim.lose_answer(WEBHOOK, lambda: by_webhook(sim))
    assert len(sim.told("sms")) == 1


def test_an_operators_own_accounts_can_be_known():
    own = SmsAccounts(webhook_key="own-key")
    app = create_simulator(
        APPS, clock=VirtualClock(), service_url="http://service.invalid", sms=own
    )

    async def ask(key):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://sms") as client:
            body = {"phone": XIAOLIN, "code": "1", "purpose": "login"}
            headers = {"Authorization": f"Bearer {key}"}
            return (await client.post(WEBHOOK, json=body, headers=headers)).status_code

    assert asyncio.run(ask("own-key")) == 200
    assert asyncio.run(ask(ACCOUNTS.webhook_key)) == 401


def test_sms_calls_stand_in_the_journal_without_the_keys(sim):
    by_tencent(sim)
    by_webhook(sim)
    told = sim.http.get("/__sim/journal").text
    assert [one["leg"] for one in sim.told("journal")["exchanges"]] == ["service → SMS"] * 2
    assert not any(secret in told for secret in ACCOUNTS.secrets())
