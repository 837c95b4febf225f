"""What every button of the mini program uses: a line to the service, and the kept session."""

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
    """Every phone of the world: the latest session of each person in each app."""

    def __init__(self, journal: Journal, client: httpx.AsyncClient) -> None:
        self._journal = journal
        self._client = client
        self._tokens: dict[Seat, Tokens] = {}

    def reset(self) -> None:
        """Forget all sessions; the service is not told."""
        self._tokens.clear()

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

    def end(self, seat: Seat) -> None:
        """Take note that the session has ended."""
        self._tokens[seat] = attrs.evolve(self._tokens[seat], live=False)

    async def sign_in(self, seat: Seat, path: str, body: Any) -> PhoneAnswer:
        """Post what signs in or goes on with a session, and keep the tokens that come back."""
        answer = await self.send("POST", path, body)
        match answer.answer:
            case {"session": {"access_token": str(access), "refresh_token": str(refresh)}}:
                self._tokens[seat] = Tokens(access, refresh)
        return answer

    async def send_signed_in(
        self, seat: Seat, method: str, path: str, body: Any = None
    ) -> PhoneAnswer:
        """Send under the kept session; what is refused as unauthorised ends it.

        Raises:
            ControlRefused: the person has not signed in yet.
        """
        headers = {"Authorization": f"Bearer {self.tokens(seat).access_token}"}
        answer = await self.send(method, path, body, headers)
        if answer.status == httpx.codes.UNAUTHORIZED:
            self.end(seat)
        return answer

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
