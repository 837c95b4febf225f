"""All parts of the simulator, each of which its user can ask for."""

import attrs

from adapters.simulator.calls import CallCounts
from adapters.simulator.faults import Faults
from adapters.simulator.journal import Journal
from adapters.simulator.phone import Phone
from adapters.simulator.world import World
from adapters.simulator.wx import Wx


@attrs.frozen(kw_only=True)
class Simulator:
    """The world, the phones in it, and what is known of the traffic."""

    service_url: str
    world: World
    wx: Wx
    phone: Phone
    faults: Faults
    counts: CallCounts
    journal: Journal

    def reset(self) -> None:
        """Begin anew; only the clock goes on."""
        for part in (self.world, self.phone, self.faults, self.counts, self.journal):
            part.reset()
