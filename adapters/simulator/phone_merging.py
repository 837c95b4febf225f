"""A mini program on people's phones: two accounts become one, and two again."""

from typing import Any

from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import Handset, PhoneAnswer
from adapters.simulator.wx import Seat


class PhoneMerging:
    """The buttons of whoever was offered to merge her accounts.

    Whatever needs a session raises ControlRefused when the person has not signed in yet.
    """

    def __init__(self, handset: Handset) -> None:
        self._handset = handset

    async def preview(self, seat: Seat) -> PhoneAnswer:
        """Look at what would become of the two.

        Raises:
            ControlRefused: nothing was offered.
        """
        return await self._send(seat, "/v1/merges/preview")

    async def merge(self, seat: Seat) -> PhoneAnswer:
        """Do it as proposed, and go on with the session that comes back.

        Raises:
            ControlRefused: nothing was offered.
        """
        return await self._send(seat, "/v1/merges")

    async def undo(self, seat: Seat) -> PhoneAnswer:
        """Take the last merge back.

        Raises:
            ControlRefused: there was none.
        """
        merge = self._handset.merge(seat)
        if merge is None:
            raise ControlRefused(f"no accounts of {seat.person} were merged")
        path = f"/v1/merges/{merge}/undo"
        return await self._handset.send_signed_in(seat, "POST", path)

    async def _send(self, seat: Seat, path: str) -> PhoneAnswer:
        ticket = self._handset.ticket(seat, "merge", "choose_then_merge")
        if ticket is None:
            raise ControlRefused(f"nothing was offered to {seat.person} to be merged")
        body: dict[str, Any] = {"ticket": ticket}
        return await self._handset.send_signed_in(seat, "POST", path, body)
