"""On SQLite every acknowledgement waits for the disk (bar 52), which kill -9 cannot tell (X7)."""

import asyncio

import attrs
import pytest

from tests.service.processes import ROOT
from tests.storms.calls import log_out
from tests.storms.lines import opened
from tests.storms.phones import phones_at
from tests.storms.plants import planted
from tests.storms.sessions import signed_in
from tests.storms.tracing import flushed_between, traced


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=pytest.mark.soak)])
def test_the_log_is_flushed_before_each_acknowledgement(deployment, tmp_path, count):
    verdicts = _watch(deployment, traced(ROOT, tmp_path / "trace"), count)
    print(f"\nfsync, sqlite: {sum(verdicts)} of {len(verdicts)} acknowledgements waited for one")
    assert verdicts == [True] * 2 * count


def test_a_commit_that_does_not_flush_is_caught(deployment, tmp_path):
    """The watch itself is tested: in this copy the log is flushed at checkpoints only."""
    copy = planted(
        tmp_path,
        "adapters/persistence/sqlite.py",
        sound='"synchronous = FULL"',
        faulty='"synchronous = NORMAL"',
    )
    verdicts = _watch(deployment, traced(copy.tree, tmp_path / "trace"), 5)
    assert len(verdicts) == 10
    assert not all(verdicts)


def _watch(deployment, source, count):
    """Sign in and out one after the other under strace, and return what it saw."""
    with attrs.evolve(deployment, source=source).nodes(1) as (node,):
        asyncio.run(_sign_in_and_out(node.url, deployment.simulator_url, count))
    return flushed_between(deployment.folder / "trace")


async def _sign_in_and_out(node_url, simulator_url, count):
    async with phones_at(simulator_url) as phones, opened([node_url]) as (line,):
        for _ in range(count):
            session = await signed_in(phones, line)
            answer = await line.ask(log_out(session["access_token"]))
            assert answer.status == 204
