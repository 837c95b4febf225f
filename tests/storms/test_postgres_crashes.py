"""PostgreSQL stopped without a checkpoint in full swing: nothing acknowledged is lost (bar 51)."""

import asyncio
import time

import pytest

from adapters.persistence.schema import migrate
from tests.servers import PostgresServer
from tests.storms.crowd import crowd
from tests.storms.nodes import Deployment, seconds_until_ready
from tests.storms.tally import READY_SECONDS, Tally


@pytest.mark.parametrize("times", [1, pytest.param(5, marks=pytest.mark.soak)])
def test_a_crash_of_postgres_loses_nothing_that_was_acknowledged(
    own_postgres, tmp_path, wechat_url, times
):
    deployment = _deployment(own_postgres, tmp_path, wechat_url)
    tally = _crash(own_postgres, deployment, times)
    print(f"\ncrash of PostgreSQL: {tally}")
    assert tally.lost == {}
    assert max(tally.waits) <= READY_SECONDS
    deployment.assert_clean()


@pytest.mark.soak
def test_a_postgres_that_does_not_flush_is_caught(postgres_server, tmp_path, wechat_url):
    """The hunt itself is tested: this server acknowledges what is only in its memory."""
    lazy = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    with PostgresServer.start(lazy) as server:
        tally = _crash(server, _deployment(server, tmp_path, wechat_url), 3)
    print(f"\ncrash of a PostgreSQL with synchronous_commit = off: {tally}")
    assert tally.lost


def _deployment(server, folder, wechat_url):
    storage = server.new_database()
    asyncio.run(migrate(storage))
    return Deployment(folder, storage, wechat_url)


def _crash(server, deployment, times):
    """Let a crowd in, crash the server; look for what was acknowledged when it is back."""
    tally = Tally()

    async def strike():
        await asyncio.to_thread(server.crash)

    with deployment.nodes(1) as (node,):
        for _ in range(times):
            ledger = asyncio.run(crowd(node.url, deployment.simulator_url, strike))
            tally.ledgers.append(ledger)
            server.restart()
            tally.waits.append(seconds_until_ready(node, time.monotonic()))
            tally.look_for_the_latest(node.url)
        tally.look_for_all(node.url)
    return tally
