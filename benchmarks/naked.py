"""The least that Litestar can do: a naked route that returns a struct."""

import msgspec
from litestar import Litestar, get


class Greeting(msgspec.Struct, frozen=True):
    """What the route answers."""

    id: int
    name: str


@get("/naked")
async def greet() -> Greeting:
    """Do nothing else."""
    return Greeting(1, "Lin")


def build_naked() -> Litestar:
    """Return an application with no middleware, guard or log of anybody."""
    return Litestar([greet], openapi_config=None, logging_config=None)
