"""The control API of telephone numbers: who has which, and what was texted to them."""

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody

from adapters.simulator.control_answers import StateOut
from adapters.simulator.control_bodies import GiveNumberIn, NumberIn
from adapters.simulator.control_state import state_of
from adapters.simulator.simulator import Simulator
from adapters.simulator.sms.inbox import Text


def number_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Return the routes; whatever changes the world answers with how it stands then."""
    world = simulator.world

    @post("/__sim/give_number", status_code=200)
    async def give_number(data: JSONBody[GiveNumberIn]) -> StateOut:
        world.numbers.give(world.person(data.person), data.number)
        return state_of(simulator)

    @post("/__sim/take_back_number", status_code=200)
    async def take_back_number(data: JSONBody[NumberIn]) -> StateOut:
        world.numbers.take_back(data.number)
        return state_of(simulator)

    @get("/__sim/sms")
    async def read_texts(
        person: FromQuery[str | None] = None, number: FromQuery[str | None] = None
    ) -> list[Text]:
        return world.inbox.texts(person=person, number=number)

    return [give_number, take_back_number, read_texts]
