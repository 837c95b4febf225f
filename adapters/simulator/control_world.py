"""The control API of the world: time and people."""

from datetime import timedelta

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from adapters.simulator.control_answers import StateOut
from adapters.simulator.control_bodies import AdvanceIn, PersonIn, given
from adapters.simulator.control_state import state_of
from adapters.simulator.people import Person
from adapters.simulator.simulator import Simulator


def world_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes; whatever changes the world answers with how it stands then."""
    world = simulator.world

    @get("/__sim/state")
    async def show() -> StateOut:
        return state_of(simulator)

    @post("/__sim/advance", status_code=200)
    async def advance(data: JSONBody[AdvanceIn]) -> StateOut:
        world.clock.advance(timedelta(seconds=data.seconds))
        return state_of(simulator)

    @post("/__sim/reset", status_code=200)
    async def reset() -> StateOut:
        simulator.reset()
        return state_of(simulator)

    @get("/__sim/people")
    async def people() -> list[Person]:
        return list(world.people.values())

    @post("/__sim/people", status_code=200)
    async def add_person(data: JSONBody[PersonIn]) -> StateOut:
        world.add_person(Person(**given(data)))
        return state_of(simulator)

    return [show, advance, reset, people, add_person]
