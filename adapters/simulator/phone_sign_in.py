"""A mini program on people's phones: signing in by number."""

from typing import Any, Final

from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import Handset, PhoneAnswer
from adapters.simulator.phone_texts import PhoneTexts
from adapters.simulator.wx import Seat, Wx

_ABOUT_A_NUMBER: Final = ("prove_ownership", "prove_then_merge", "declare_mine", "claim_number")


class PhoneSignIn:
    """The buttons that prove a number, and those that answer whose account it opens.

    A number left out is the one that the person got last. A ticket is used once: the one of the
    last answer that offered any.
    """

    def __init__(self, wx: Wx, handset: Handset, texts: PhoneTexts) -> None:
        self._wx = wx
        self._handset = handset
        self._texts = texts

    async def by_button(self, seat: Seat, number: str | None = None) -> PhoneAnswer:
        """Press the phone button and send its code, nothing else."""
        press = self._wx.get_phone_number(seat, number=number)
        return await self._by_wechat(seat, {"phone_code": press.code})

    async def by_button_and_login(self, seat: Seat, number: str | None = None) -> PhoneAnswer:
        """Press the phone button and send its code with one of `wx.login`."""
        login_code = self._wx.login(seat)
        press = self._wx.get_phone_number(seat, number=number, login_code=login_code)
        return await self._by_wechat(seat, {"phone_code": press.code, "login_code": login_code})

    async def by_sealed_number(self, seat: Seat, number: str | None = None) -> PhoneAnswer:
        """Press the phone button as old mini programs do: send what it sealed, not its code."""
        login_code = self._wx.login(seat)
        press = self._wx.get_phone_number(seat, number=number, login_code=login_code)
        sealed = {"encrypted_data": press.encrypted_data, "iv": press.iv}
        return await self._by_wechat(seat, {"sealed_phone": sealed, "login_code": login_code})

    async def by_sms(
        self, seat: Seat, number: str | None = None, code: str | None = None
    ) -> PhoneAnswer:
        """Type the code that came by SMS.

        Raises:
            ControlRefused: none was asked for, or none came.
        """
        body = self._texts.proof(seat, number, code, field="sms_code")
        return await self._sign_in(seat, "/v1/phone/login", body)

    async def by_password(
        self, seat: Seat, password: str, number: str | None = None
    ) -> PhoneAnswer:
        """Type number and password."""
        body = {"phone": self._texts.number(seat, number), "password": password}
        return await self._sign_in(seat, "/v1/password/login", body)

    async def prove_password(self, seat: Seat, password: str) -> PhoneAnswer:
        """Answer whose account the number opens: mine, and here is its password."""
        body = {"ticket": self._ticket(seat), "password": password}
        return await self._sign_in(seat, "/v1/phone/login", body)

    async def declare_mine(self, seat: Seat) -> PhoneAnswer:
        """Answer whose account the number opens: mine, believe me."""
        body = {"ticket": self._ticket(seat), "mine": True}
        return await self._sign_in(seat, "/v1/phone/login", body)

    async def claim_number(self, seat: Seat) -> PhoneAnswer:
        """Answer whose account the number opens: not mine, but the number is."""
        return await self._sign_in(seat, "/v1/phone/claim", {"ticket": self._ticket(seat)})

    async def _by_wechat(self, seat: Seat, body: dict[str, Any]) -> PhoneAnswer:
        return await self._sign_in(seat, f"/v1/wechat/{seat.app}/phone-login", body)

    async def _sign_in(self, seat: Seat, path: str, body: dict[str, Any]) -> PhoneAnswer:
        return await self._handset.sign_in(seat, path, body)

    def _ticket(self, seat: Seat) -> str:
        ticket = self._handset.ticket(seat, *_ABOUT_A_NUMBER)
        if ticket is None:
            raise ControlRefused(f"nobody has asked {seat.person} whose account it is")
        return ticket
