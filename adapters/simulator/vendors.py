"""What all vendors have in common, seen from the line on which they are called."""

from typing import Any, Protocol

import attrs

from adapters.simulator.calls import Call
from adapters.simulator.journal import Leg
from adapters.simulator.writing import Writer, as_json


@attrs.frozen(kw_only=True)
class Answer:
    """What a vendor says, before anything happens to it on the way.

    `errcode` is the name under which this vendor tells the number of an error.
    """

    content: dict[str, Any]
    content_type: str = "application/json"
    status: int = 200
    escaped_slashes: bool = False
    write: Writer = as_json
    errcode: str = "errcode"


class Vendor(Protocol):
    """Whoever answers calls of the service."""

    @property
    def leg(self) -> Leg:
        """Between whom the calls go, in the journal's words."""

    def answer(self, call: Call) -> Answer:
        """Carry the call out, and say so."""

    def failure(self, call: Call, errcode: int) -> Answer:
        """Say that it failed, by this errcode where the vendor has errcodes."""
