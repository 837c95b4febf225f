"""A mini program on people's phones, speaking to the service over HTTP."""

from typing import Any

import attrs
import httpx

from adapters.simulator.errors import ControlRefused
from adapters.simulator.journal import Journal, Leg, readable
from adapters.simulator.sealing import SealedProfile
from adapters.simulator.wx import Seat, Wx


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


class Phone:
    """Every phone of the world: the latest session of each person in each app.

    Whatever needs a session raises ControlRefused when the person has not signed in yet.
    """

    def __init__(self, wx: Wx, journal: Journal, client: httpx.AsyncClient) -> None:
        self._wx = wx
        self._journal = journal
        self._client = client
        self._tokens: dict[Seat, Tokens] = {}

    def reset(self) -> None:
        """Forget all sessions; the service is not told."""
        self._tokens.clear()

    def signed_in(self) -> list[Seat]:
        """Return who believes to be signed in."""
        return [seat for seat, tokens in self._tokens.items() if tokens.live]

    async def sign_in(self, seat: Seat) -> PhoneAnswer:
        """Get a code from WeChat and send it to the service."""
        code = self._wx.login(seat)
        answer = await self._send("POST", f"/v1/wechat/{seat.app}/login", {"code": code})
        self._keep(seat, answer)
        return answer

    async def refresh(self, seat: Seat) -> PhoneAnswer:
        """Trade the refresh token for the next tokens."""
        body = {"refresh_token": self._kept(seat).refresh_token}
        answer = await self._send("POST", "/v1/session/refresh", body)
        self._end_if_refused(seat, answer)
        self._keep(seat, answer)
        return answer

    async def who_am_i(self, seat: Seat) -> PhoneAnswer:
        """Ask the service whose session it is."""
        return await self._send_signed_in(seat, "GET", "/v1/me")

    async def sessions(self, seat: Seat) -> PhoneAnswer:
        """Ask where the account is signed in."""
        return await self._send_signed_in(seat, "GET", "/v1/sessions")

    async def rename(self, seat: Seat, nickname: str) -> PhoneAnswer:
        """Tell the service what the person typed."""
        return await self._send_signed_in(seat, "PATCH", "/v1/me", {"nickname": nickname})

    async def send_profile(self, seat: Seat, profile: SealedProfile) -> PhoneAnswer:
        """Hand on what WeChat signed and sealed."""
        body = {"app": seat.app, **attrs.asdict(profile)}
        return await self._send_signed_in(seat, "POST", "/v1/me/wechat-profile", body)

    async def log_out(self, seat: Seat) -> PhoneAnswer:
        """End this session."""
        answer = await self._send_signed_in(seat, "POST", "/v1/logout", {"scope": "this"})
        if answer.status is not None and httpx.codes.is_success(answer.status):
            self._end(seat)
        return answer

    async def _send_signed_in(
        self, seat: Seat, method: str, path: str, body: Any = None
    ) -> PhoneAnswer:
        headers = {"Authorization": f"Bearer {self._kept(seat).access_token}"}
        answer = await self._send(method, path, body, headers)
        self._end_if_refused(seat, answer)
        return answer

    async def _send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> PhoneAnswer:
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

    def _kept(self, seat: Seat) -> Tokens:
        if seat not in self._tokens:
            raise ControlRefused(f"{seat.person} has not signed in to {seat.app} yet")
        return self._tokens[seat]

    def _keep(self, seat: Seat, answer: PhoneAnswer) -> None:
        match answer.answer:
            case {"session": {"access_token": str(access), "refresh_token": str(refresh)}}:
                self._tokens[seat] = Tokens(access, refresh)

    def _end_if_refused(self, seat: Seat, answer: PhoneAnswer) -> None:
        if answer.status == httpx.codes.UNAUTHORIZED:
            self._end(seat)

    def _end(self, seat: Seat) -> None:
        self._tokens[seat] = attrs.evolve(self._tokens[seat], live=False)
