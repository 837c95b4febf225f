"""How the world stands."""

from adapters.simulator.control_answers import AppOut, StateOut
from adapters.simulator.simulator import Simulator


def state_of(simulator: Simulator) -> StateOut:
    """Return what the control API tells about the world."""
    world = simulator.world
    return StateOut(
        now=world.clock.now(),
        service_url=simulator.service_url,
        apps=[AppOut.of(app, world.phone_presses[app.alias]) for app in world.apps.values()],
        people=list(world.people.values()),
        free_numbers=list(world.numbers.free),
        signed_in=simulator.handset.signed_in(),
        modes=world.modes,
        faults=simulator.faults.waiting(),
    )
