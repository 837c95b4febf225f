"""What every button of the mini program uses: a line to the service, and what it handed out."""

from typing import Any

import attrs
import httpx

from adapters.simulator.errors import ControlRefused
from adapters.simulator.journal import Journal, Leg, readable
from adapters.simulator.wx import Seat


@attrs.frozen
class Tokens:
    """What the phone keeps of a session; a dead one too, so that it can be seen refused."""

    access_token: str = attrs.field(repr=False)
    refresh_token: str = attrs.field(repr=False)
    live: bool = True


@attrs.frozen
class PhoneAnswer:
    """What the service answered; `status` is None when it could not be reached."""

    status: int | None
    answer: Any

    @property
    def is_success(self) -> bool:
        return self.status is not None and httpx.codes.is_success(self.status)


class Handset:
    """Every phone of the world: what each person was handed out last in each app.

    That is a session, the tickets of the last answer that offered any, and a merge.
    """

    def __init__(self, journal: Journal, client: httpx.AsyncClient) -> None:
        self._journal = journal
        self._client = client
        self._tokens: dict[Seat, Tokens] = {}
        self._tickets: dict[Seat, dict[str, str]] = {}
        self._merges: dict[Seat, str] = {}

    def reset(self) -> None:
        """Forget all of it; the service is not told."""
        for kept in (self._tokens, self._tickets, self._merges):
            kept.clear()

    def signed_in(self) -> list[Seat]:
        """Return who believes to be signed in."""
        return [seat for seat, tokens in self._tokens.items() if tokens.live]

    def tokens(self, seat: Seat) -> Tokens:
        """Return what is kept.

        Raises:
            ControlRefused: the person has not signed in yet.
        """
        if seat not in self._tokens:
            raise ControlRefused(f"{seat.person} has not signed in to {seat.app} yet")
        return self._tokens[seat]

    def ticket(self, seat: Seat, *actions: str) -> str | None:
        """Return the ticket that the last offers had for one of these."""
        offered = self._tickets.get(seat, {})
        return next((offered[one] for one in actions if one in offered), None)

    def merge(self, seat: Seat) -> str | None:
        """Return the id of the last merge that the person was told of."""
        return self._merges.get(seat)

    def end(self, seat: Seat) -> None:
        """Take note that the session has ended."""
        self._tokens[seat] = attrs.evolve(self._tokens[seat], live=False)

    async def sign_in(self, seat: Seat, path: str, body: Any) -> PhoneAnswer:
        """Post what signs in or goes on with a session, and keep what is handed out."""
        return self._kept(seat, await self.send("POST", path, body))

    async def send_signed_in(
        self, seat: Seat, method: str, path: str, body: Any = None
    ) -> PhoneAnswer:
        """Send under the kept session, and keep what is handed out; a 401 ends the session.

        Raises:
            ControlRefused: the person has not signed in yet.
        """
        headers = {"Authorization": f"Bearer {self.tokens(seat).access_token}"}
        answer = await self.send(method, path, body, headers)
        if answer.status == httpx.codes.UNAUTHORIZED:
            self.end(seat)
        return self._kept(seat, answer)

    async def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> PhoneAnswer:
        """Send as nobody in particular."""
        asked = self._journal.ask(Leg.PHONE_TO_SERVICE, method, path, body=body)
        try:
            response = await self._client.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            told = str(error) or type(error).__name__
            answer = PhoneAnswer(None, {"code": "service_unreachable", "title": told})
        else:
            answer = PhoneAnswer(response.status_code, readable(response.content))
        self._journal.answer(asked, answer.status, answer.answer)
        return answer

    def _kept(self, seat: Seat, answer: PhoneAnswer) -> PhoneAnswer:
        told = answer.answer if isinstance(answer.answer, dict) else {}
        match told.get("session"):
            case {"access_token": str(access), "refresh_token": str(refresh)}:
                self._tokens[seat] = Tokens(access, refresh)
        match told.get("merge"):
            case {"id": str(merge)}:
                self._merges[seat] = merge
        if tickets := _tickets_in(told.get("offers")):
            self._tickets[seat] = tickets
        return answer


def _tickets_in(offers: Any) -> dict[str, str]:
    """Return the tickets of offers by what they are for."""
    found = {}
    for one in offers if isinstance(offers, list) else ():
        match one:
            case {"action": str(action), "ticket": str(ticket)}:
                found[action] = ticket
    return found
