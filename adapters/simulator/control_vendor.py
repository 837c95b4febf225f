"""The control API of the vendors themselves: apps, tokens, session keys, modes."""

import attrs
from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from adapters.simulator.control_answers import StateOut
from adapters.simulator.control_bodies import AppIn, SeatIn, given
from adapters.simulator.control_state import state_of
from adapters.simulator.control_vendor_bodies import AppChangesIn, ModesIn
from adapters.simulator.errors import ControlRefused
from adapters.simulator.simulator import Simulator


def vendor_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes; each answers with how the world stands then."""
    world = simulator.world

    @post("/__sim/app", status_code=200)
    async def change_app(data: JSONBody[AppChangesIn]) -> StateOut:
        changes = given(data)
        world.change_app(attrs.evolve(world.app(changes.pop("app")), **changes))
        return state_of(simulator)

    @post("/__sim/modes", status_code=200)
    async def change_modes(data: JSONBody[ModesIn]) -> StateOut:
        world.modes = attrs.evolve(world.modes, **given(data))
        return state_of(simulator)

    @post("/__sim/kill_tokens", status_code=200)
    async def kill_tokens(data: JSONBody[AppIn]) -> StateOut:
        world.kill_tokens(world.app(data.app))
        return state_of(simulator)

    @post("/__sim/rotate_session_key", status_code=200)
    async def rotate_session_key(data: JSONBody[SeatIn]) -> StateOut:
        app, person = world.app(data.app), world.person(data.person)
        if world.session_keys.current(app.app_id, person.id) is None:
            raise ControlRefused(f"{person.id} has no session key in {app.alias}: sign in first")
        world.session_keys.rotate(app.app_id, person.id)
        return state_of(simulator)

    return [change_app, change_modes, kill_tokens, rotate_session_key]
