"""A plain webhook, as an operator with another SMS vendor would put one up."""

from typing import Annotated, Final

import attrs
import msgspec
from msgspec import Meta

from adapters.simulator.calls import Call
from adapters.simulator.errors import SmsRefused
from adapters.simulator.journal import Leg
from adapters.simulator.numbers import is_number
from adapters.simulator.sms.wording import worded
from adapters.simulator.vendors import Answer
from adapters.simulator.world import World

_SENDER: Final = "归一"
_BAD_REQUEST: Final = 400
_UNAUTHORIZED: Final = 401
_PAYMENT_REQUIRED: Final = 402
_NO_METHOD: Final = 405
_UNPROCESSABLE: Final = 422


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to text which code, and what it is for."""

    phone: str
    code: Annotated[str, Meta(min_length=1)]
    purpose: Annotated[str, Meta(min_length=1)]


@attrs.frozen
class Webhook:
    """Implements vendors.Vendor: refusals are told by the status."""

    world: World
    key: str = attrs.field(repr=False)
    leg: Leg = Leg.SERVICE_TO_SMS

    def answer(self, call: Call) -> Answer:
        try:
            order = self._order(call)
        except SmsRefused as refused:
            return Answer(content={"error": refused.code}, status=refused.status)
        self.world.deliver("webhook", order.phone, order.code, worded(_SENDER, order.code))
        return Answer(content={"accepted": True})

    def failure(self, _: Call, errcode: int) -> Answer:
        return Answer(content={"error": f"failed {errcode}"}, status=500)

    def _order(self, call: Call) -> Order:
        if call.method != "POST":
            raise SmsRefused("post_only", "", _NO_METHOD)
        if call.headers.get("authorization") != f"Bearer {self.key}":
            raise SmsRefused("wrong_key", "", _UNAUTHORIZED)
        try:
            order = msgspec.json.decode(call.body, type=Order)
        except msgspec.DecodeError as error:
            raise SmsRefused("malformed_body", "", _BAD_REQUEST) from error
        if not is_number(order.phone):
            raise SmsRefused("malformed_phone", "", _UNPROCESSABLE)
        if self.world.modes.sms_in_arrears:
            raise SmsRefused("unpaid", "", _PAYMENT_REQUIRED)
        return order
