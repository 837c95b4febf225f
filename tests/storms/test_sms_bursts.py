"""Sixty-four texts asked for at once, over two nodes: as many are sent as the cap says."""

import asyncio
import secrets

import attrs
import pytest

from tests.storms.calls import a_network, send_code
from tests.storms.lines import opened, storm
from tests.storms.nodes import Pair
from tests.storms.phones import a_number, phones_at

CALLERS = 64
OF_NETWORK = 20
OF_ALL = 30

over_both = pytest.mark.parametrize(
    ("pair", "rounds"),
    [
        ("sqlite", 1),
        ("postgres", 1),
        pytest.param("sqlite", 20, marks=pytest.mark.soak),
        pytest.param("postgres", 20, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)


def _one_number():
    """Ask for one number, from everywhere."""
    return [a_number()] * CALLERS, [a_network() for _ in range(CALLERS)]


def _one_ipv4_network():
    """Ask for many numbers, from all over one /24."""
    network, _, _ = a_network().rpartition(".")
    return [a_number() for _ in range(CALLERS)], [f"{network}.{host}" for host in range(CALLERS)]


def _one_ipv6_network():
    """Ask for many numbers, from addresses that rotate inside one /64."""
    network = f"2001:db8:{secrets.randbelow(65_536):x}:{secrets.randbelow(65_536):x}"
    hosts = [f"{network}:{secrets.token_hex(2)}::{host:x}" for host in range(CALLERS)]
    return [a_number() for _ in range(CALLERS)], hosts


def _strangers():
    """Ask for many numbers, from everywhere."""
    return [a_number() for _ in range(CALLERS)], [a_network() for _ in range(CALLERS)]


@over_both
@pytest.mark.parametrize(
    ("asked", "most"),
    [(_one_number, 1), (_one_ipv4_network, OF_NETWORK), (_one_ipv6_network, OF_NETWORK)],
)
def test_of_many_texts_at_once_as_many_are_sent_as_the_cap_says(pair, rounds, asked, most):
    sent = asyncio.run(_ask(pair, rounds, asked))
    print(
        f"\ntexts at once, {pair.storage}, {asked.__doc__[8:-1]}: {rounds} rounds of {CALLERS} "
        f"over 2 nodes, {sum(sent)} sent, {most * rounds} allowed"
    )
    assert sent == [most] * rounds


def test_all_together_send_as_many_as_the_cap_says(deployment):
    capped = attrs.evolve(deployment, more={"GUIYI_POLICY__SMS_A_DAY": str(OF_ALL)})
    with capped.nodes(2) as (one, other):
        sent = asyncio.run(_ask(Pair(capped, one.url, other.url), 2, _strangers))
    assert sent == [OF_ALL, 0]


async def _ask(pair, rounds, asked):
    """Return how many texts arrived in each round, which is how many were acknowledged."""
    sent = []
    async with phones_at(pair.simulator_url) as phones, opened(pair.urls(CALLERS)) as lines:
        for _ in range(rounds):
            numbers, addresses = asked()
            requests = map(send_code, numbers, ["login"] * CALLERS, addresses)
            answers = await storm(lines, list(requests))
            sent.append(sum([len(await phones.texts(number)) for number in set(numbers)]))
            told = sorted((answer.status, answer.code) for answer in answers)
            refused = [(429, "sms_limited")] * (CALLERS - sent[-1])
            assert told == [(202, "")] * sent[-1] + refused
    return sent
