"""A mini program on people's phones: the ways to sign in, changed from within."""

from typing import Any

from adapters.simulator.handset import Handset, PhoneAnswer
from adapters.simulator.phone_texts import PhoneTexts
from adapters.simulator.wx import Seat, Wx


class PhoneSecurity:
    """The buttons for number and password, and those that prove anew who is there.

    Whatever needs a session raises ControlRefused when the person has not signed in yet; whatever
    needs a code by SMS, when she did not ask for one or none came.
    """

    def __init__(self, wx: Wx, handset: Handset, texts: PhoneTexts) -> None:
        self._wx = wx
        self._handset = handset
        self._texts = texts

    async def bind_by_sms(
        self, seat: Seat, number: str | None = None, code: str | None = None
    ) -> PhoneAnswer:
        """Add the number that a code was texted to."""
        return await self._bind(seat, {"sms": self._texts.proof(seat, number, code)})

    async def bind_by_button(self, seat: Seat, number: str | None = None) -> PhoneAnswer:
        """Add the number that the phone button tells."""
        press = self._wx.get_phone_number(seat, number=number)
        return await self._bind(seat, {"wechat": {"app": seat.app, "phone_code": press.code}})

    async def set_password(self, seat: Seat, password: str) -> PhoneAnswer:
        """Choose a password, the first or another."""
        body = {"password": password}
        return await self._handset.send_signed_in(seat, "PUT", "/v1/me/password", body)

    async def reset_password(
        self, seat: Seat, password: str, number: str | None = None, code: str | None = None
    ) -> PhoneAnswer:
        """Choose a new password instead of one forgotten, by a code that came by SMS."""
        proof = self._texts.proof(seat, number, code, field="sms_code")
        body = {**proof, "new_password": password}
        return await self._handset.send("POST", "/v1/password/reset", body)

    async def step_up_by_wechat(self, seat: Seat) -> PhoneAnswer:
        """Prove anew by `wx.login` who is there."""
        return await self._step_up(
            seat, {"wechat": {"app": seat.app, "code": self._wx.login(seat)}}
        )

    async def step_up_by_password(self, seat: Seat, password: str) -> PhoneAnswer:
        """Prove it by the password."""
        return await self._step_up(seat, {"password": password})

    async def step_up_by_sms(
        self, seat: Seat, number: str | None = None, code: str | None = None
    ) -> PhoneAnswer:
        """Prove it by a code that came by SMS."""
        return await self._step_up(seat, {"sms": self._texts.proof(seat, number, code)})

    async def _bind(self, seat: Seat, body: dict[str, Any]) -> PhoneAnswer:
        return await self._handset.send_signed_in(seat, "PUT", "/v1/me/phone", body)

    async def _step_up(self, seat: Seat, body: dict[str, Any]) -> PhoneAnswer:
        return await self._handset.send_signed_in(seat, "POST", "/v1/me/step-up", body)
