"""The virtual clock."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from adapters.simulator.clock import VirtualClock


def test_it_starts_at_the_present_and_runs():
    clock = VirtualClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert abs(first - datetime.fromtimestamp(time.time(), UTC)) < timedelta(seconds=1)
    assert clock.now() > first


def test_it_can_be_put_forward_again_and_again():
    clock = VirtualClock()
    start = clock.now()
    clock.advance(timedelta(days=1))
    clock.advance(timedelta(hours=1))
    gone = clock.now() - start
    assert timedelta(hours=25) <= gone < timedelta(hours=25, seconds=1)


def test_it_does_not_go_back():
    with pytest.raises(ValueError, match="back"):
        VirtualClock().advance(timedelta(seconds=-1))
