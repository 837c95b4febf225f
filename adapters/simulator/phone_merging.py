"""A mini program on people's phones: two accounts become one, and two again."""

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

    async def merge(self, seat: Seat, kept: str | None = None) -> PhoneAnswer:
        """Do it, keeping that number of two, and go on with the session that comes back.

        Raises:
            ControlRefused: nothing was offered.
        """
        choice = {} if kept is None else {"phone": kept}
        return await self._send(seat, "/v1/merges", **choice)

    async def undo(self, seat: Seat) -> PhoneAnswer:
        """Take the last merge back, which ends the session.

        Raises:
            ControlRefused: there was none.
        """
        merge = self._handset.merge(seat)
        if merge is None:
            raise ControlRefused(f"no accounts of {seat.person} were merged")
        path = f"/v1/merges/{merge}/undo"
        answer = await self._handset.send_signed_in(seat, "POST", path)
        if answer.is_success:
            self._handset.end(seat)
        return answer

    async def _send(self, seat: Seat, path: str, **choice: str) -> PhoneAnswer:
        ticket = self._handset.ticket(seat, "merge", "choose_then_merge")
        if ticket is None:
            raise ControlRefused(f"nothing was offered to {seat.person} to be merged")
        body = {"ticket": ticket, **choice}
        return await self._handset.send_signed_in(seat, "POST", path, body)
