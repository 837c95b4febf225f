"""kill -9 in full swing: whatever was acknowledged is there afterwards (bars 37 and 50)."""

import asyncio
import time

import attrs
import pytest

from tests.storms.crowd import crowd
from tests.storms.lines import opened
from tests.storms.nodes import READY_SECONDS, Deployment, seconds_until_ready

@attrs.define
class Tally:
    """What so many kills came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = attrs.field(factory=list)
    slowest: float = 0.0
    
    def __str__(self):
        return (f"{self.kills} kills, {self.acknowledged} acknowledged sign-ins and sign-outs, {len(self.lost)} lost, ready again within {self.slowest:.2f} s")
