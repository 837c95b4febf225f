"""Sixty-four first sign-ins by one number at once, over two nodes, make one account (T4, X3)."""

import asyncio
import secrets

import pytest

from tests.storms.calls import sign_in_by_phone
from tests.storms.lines import opened, storm
from tests.storms.phones import a_number, phones_at
from tests.storms.texted import texted

CALLERS = 64
WITH_WECHAT = 3
"""More codes than these are not redeemed for one WeChat within ten minutes."""


@pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 2),
        ("postgres", 2),
        pytest.param("sqlite", 50, marks=pytest.mark.soak),
        pytest.param("postgres", 50, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_of_many_first_logins_by_a_number_one_creates_the_account(pair, rounds):
    asyncio.run(_blow(pair, rounds))
    pair.deployment.assert_clean()
    print(
        f"\nfirst logins by a number, {pair.storage}: {rounds} rounds of {CALLERS} callers over 2 "
        f"nodes, by button, button with WeChat and SMS: 1 account and 1 `created` each, 0 errors, "
        "check clean"
    )


async def _blow(pair, rounds):
    async with phones_at(pair.simulator_url) as phones, opened(pair.urls(CALLERS)) as lines:
        for _ in range(rounds):
            requests = await _first_logins(phones, lines[0])
            answers = await storm(lines, requests)
            codes = sorted(answer.code for answer in answers)
            assert codes == ["created"] + ["logged_in"] * (CALLERS - 1)
            assert len({answer.body["account"]["id"] for answer in answers}) == 1


async def _first_logins(phones, line):
    """Return one person's sign-ins in no order: by the button, with her WeChat, by SMS."""
    number = a_number()
    person = await phones.newcomer(number)
    sent = await texted(phones, line, number)
    presses = await phones.presses(person, CALLERS - 1)
    requests = [sent.right]
    for code in presses[:WITH_WECHAT]:
        requests.append(sign_in_by_phone(code, login_code=await phones.code(person)))
    requests += map(sign_in_by_phone, presses[WITH_WECHAT:])
    return sorted(requests, key=lambda _: secrets.randbelow(CALLERS))
