"""A mini program on people's phones: signing in by WeChat, and what a session is good for."""

import attrs
import httpx

from adapters.simulator.handset import Handset, PhoneAnswer
from adapters.simulator.sealing import SealedProfile
from adapters.simulator.wx import Seat, Wx


class Phone:
    """The buttons of the first screen.

    Whatever needs a session raises ControlRefused when the person has not signed in yet.
    """

    def __init__(self, wx: Wx, handset: Handset) -> None:
        self._wx = wx
        self._handset = handset

    async def sign_in(self, seat: Seat) -> PhoneAnswer:
        """Get a code from WeChat and send it to the service."""
        code = self._wx.login(seat)
        return await self._handset.sign_in(seat, f"/v1/wechat/{seat.app}/login", {"code": code})

    async def refresh(self, seat: Seat) -> PhoneAnswer:
        """Trade the refresh token for the next tokens."""
        body = {"refresh_token": self._handset.tokens(seat).refresh_token}
        answer = await self._handset.sign_in(seat, "/v1/session/refresh", body)
        if answer.status == httpx.codes.UNAUTHORIZED:
            self._handset.end(seat)
        return answer

    async def who_am_i(self, seat: Seat) -> PhoneAnswer:
        """Ask the service whose session it is."""
        return await self._handset.send_signed_in(seat, "GET", "/v1/me")

    async def sessions(self, seat: Seat) -> PhoneAnswer:
        """Ask where the account is signed in."""
        return await self._handset.send_signed_in(seat, "GET", "/v1/sessions")

    async def rename(self, seat: Seat, nickname: str) -> PhoneAnswer:
        """Tell the service what the person typed."""
        body = {"nickname": nickname}
        return await self._handset.send_signed_in(seat, "PATCH", "/v1/me", body)

    async def send_profile(self, seat: Seat, profile: SealedProfile) -> PhoneAnswer:
        """Hand on what WeChat signed and sealed."""
        body = {"app": seat.app, **attrs.asdict(profile)}
        return await self._handset.send_signed_in(seat, "POST", "/v1/me/wechat-profile", body)

    async def log_out(self, seat: Seat) -> PhoneAnswer:
        """End this session."""
        body = {"scope": "this"}
        answer = await self._handset.send_signed_in(seat, "POST", "/v1/logout", body)
        if answer.is_success:
            self._handset.end(seat)
        return answer
