"""Sign-outs beside other calls (T46, T48): nothing is let in once the sign-out is acknowledged."""

import asyncio
import secrets

import attrs
import pytest

from tests.storms.calls import log_out, refresh, who_am_i
from tests.storms.lines import Line, opened
from tests.storms.phones import phones_at
from tests.storms.sessions import signed_in

COUPLES = 8


@pytest.mark.parametrize(
    ("pair", "count"),
    [
        ("sqlite", 20),
        ("postgres", 20),
        pytest.param("sqlite", 500, marks=pytest.mark.soak),
        pytest.param("postgres", 500, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_beside_a_refresh_no_token_of_the_family_outlives_a_logout(pair, count):
    rotated = asyncio.run(_race(pair, count))
    print(
        f"\nlogout beside refresh, {pair.storage}: {count} pairs, {rotated} refreshes came first, "
        "0 tokens outlived the logout"
    )


async def _race(pair, count):
    rotated = 0
    async with phones_at(pair.simulator_url) as phones, opened(pair.urls(2)) as nodes:
        for _ in range(count):
            family = [await signed_in(phones, nodes[0])]
            answer = await _refresh_and_log_out(nodes, family[0])
            if answer.status == 200:
                family.append(answer.body["session"])
                rotated += 1
            for node in nodes:
                await _assert_dead(node, family)
    return rotated


async def _refresh_and_log_out(nodes, session):
    """Do both at once, each on a node of its own; the refresh, being slower, may lead a little."""
    one, other = secrets.choice((nodes, nodes[::-1]))
    one.send(refresh(session["refresh_token"]))
    await asyncio.sleep(secrets.choice((0, 0, 1, 2, 3)) / 1000)
    assert (await other.ask(log_out(session["access_token"]))).status == 204
    answer = await one.answer()
    assert answer.status in (200, 401), answer
    return answer


async def _assert_dead(node, family):
    for session in family:
        for request in (who_am_i(session["access_token"]), refresh(session["refresh_token"])):
            answer = await node.ask(request)
            assert (answer.status, answer.code) == (401, "session_logged_out")


@attrs.define
class Use:
    """How one session was used around its sign-out."""

    acknowledged: bool = False
    before: int = 0
    after: int = 0
    accepted_after: int = 0

    async def keep_asking(self, line: Line, request: bytes) -> None:
        """Ask until three questions were put after the acknowledgement."""
        while self.after < 3:
            too_late = self.acknowledged
            answer = await line.ask(request)
            assert answer.status in (200, 401)
            self.before += not too_late
            self.after += too_late
            self.accepted_after += too_late and answer.status == 200


@pytest.mark.parametrize(
    ("pair", "count"),
    [
        ("sqlite", 48),
        ("postgres", 48),
        pytest.param("sqlite", 1000, marks=pytest.mark.soak),
        pytest.param("postgres", 1000, marks=pytest.mark.soak),
    ],
    indirect=["pair"],
)
def test_no_node_accepts_a_token_after_its_logout_is_acknowledged(pair, count):
    uses = asyncio.run(_interleave(pair, count))
    accepted = sum(use.accepted_after for use in uses)
    print(
        f"\nlogout then use, {pair.storage}: {len(uses)} interleavings over 2 nodes, "
        f"{sum(use.before for use in uses)} uses before and {sum(use.after for use in uses)} "
        f"after the acknowledgement, {accepted} accepted after it"
    )
    assert accepted == 0


async def _interleave(pair, count):
    uses = []

    async def couple():
        async with phones_at(pair.simulator_url) as phones, opened(pair.urls(4)) as lines:
            while len(uses) < count:
                uses.append(Use())
                await _use_and_log_out(phones, lines, uses[-1])

    await asyncio.gather(*(couple() for _ in range(COUPLES)))
    return uses


async def _use_and_log_out(phones, lines, use):
    """Use a session on both nodes, and sign it out on one of them at any moment."""
    session = await signed_in(phones, lines[0])
    request = who_am_i(session["access_token"])
    asking = [asyncio.create_task(use.keep_asking(line, request)) for line in lines[:2]]
    await asyncio.sleep(secrets.randbelow(20) / 1000)
    answer = await secrets.choice(lines[2:]).ask(log_out(session["access_token"]))
    assert answer.status == 204
    use.acknowledged = True
    await asyncio.gather(*asking)
