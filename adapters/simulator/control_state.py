"""How the world stands."""

from adapters.simulator.control_bodies import AppOut, StateOut
from adapters.simulator.simulator import Simulator


def state_of(simulator: Simulator) -> StateOut:
    """Return what the control API tells about the world."""
    world = simulator.world
    return StateOut(
        now=world.clock.now(),
        service_url=simulator.service_url,
        apps=[AppOut.of(app) for app in world.apps.values()],
        people=list(world.people.values()),
        signed_in=simulator.phone.signed_in(),
        modes=world.modes,
        faults=simulator.faults.waiting(),
    )
