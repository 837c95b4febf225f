"""kill -9 in full swing: whatever was acknowledged is there afterwards (bars 37 and 50)."""

import asyncio
import time
from contextlib import contextmanager

import attrs
import pytest

from tests.service.processes import PATIENCE_SECONDS
from tests.storms.crowd import crowd
from tests.storms.nodes import seconds_until_ready
from tests.storms.plants import planted
from tests.storms.tally import READY_SECONDS, Tally


@pytest.mark.parametrize(
    ("times", "ready"),
    [
        (3, PATIENCE_SECONDS),  # beside other tests a start takes longer
        pytest.param(50, READY_SECONDS, marks=pytest.mark.soak),
    ],
)
def test_a_kill_loses_nothing_that_was_acknowledged(deployment, times, ready):
    tally = _kill(deployment, times)
    print(f"\nkill -9, sqlite: {tally}")
    assert tally.lost == {}
    assert max(tally.waits) <= ready
    deployment.assert_clean()


def test_an_acknowledgement_before_the_commit_is_caught(deployment, tmp_path):
    """The hunt itself is tested: in this copy answers leave 50 ms before they are true."""
    source = planted(
        tmp_path,
        "adapters/persistence/group_commit.py",
        sound='            self._connection.execute("COMMIT")\n',
        faulty="            _answer(jobs, outcomes)\n"
        "            threading.Event().wait(0.05)\n"
        '            self._connection.execute("COMMIT")\n',
    )
    hunted = attrs.evolve(deployment, source=source)
    assert any(_kill(hunted, 1).lost for _ in range(5))


def _kill(deployment, times):
    """Start, let a crowd in, kill; at the next start look for what was acknowledged."""
    tally = Tally()
    for _ in range(times):
        with _started(deployment, tally) as node:
            tally.look_for_the_latest(node.url)
            tally.ledgers.append(asyncio.run(_crowd_until_killed(deployment, node)))
    with _started(deployment, tally) as node:
        tally.look_for_all(node.url)
    return tally


@contextmanager
def _started(deployment, tally):
    begun = time.monotonic()
    with deployment.nodes(1) as (node,):
        tally.waits.append(seconds_until_ready(node, begun))
        yield node


async def _crowd_until_killed(deployment, node):
    async def strike():
        node.kill()

    return await crowd(node.url, deployment.simulator_url, strike)
