"""The yardstick: a naked Litestar route that returns a struct."""

import msgspec
from litestar import Litestar, get


class Greeting(msgspec.Struct, frozen=True):
    """What the route answers."""

    id: int
    name: str


@get("/bare")
async def greet() -> Greeting:
    """Do nothing else."""
    return Greeting(1, "Lin")


def build_bare() -> Litestar:
    """Return an application with no middleware, guard or log of anybody."""
    return Litestar([greet], openapi_config=None, logging_config=None)
