"""What the operator decides: switches and caps named in the decision tables."""

from datetime import timedelta
from enum import StrEnum

import attrs

from domain.model.limits import Limit
from domain.model.sms_code import SendLimits


class AutoMerge(StrEnum):
    """Which accounts are merged into another without asking, once one person proved both."""

    NEVER = "never"
    YOUNG = "young"


@attrs.frozen(kw_only=True)
class Policy:
    """The operator's choices.

    Attributes:
        auto_merge: which accounts become one without asking.
        trust_phone_button: whether the number of a WeChat account is proof enough of having it.
        ask_for_number: whether a newcomer from the web names a number before she gets an account.
        sms_a_day, phone_codes_a_day: what all together, and one app, may cost in a day.
    """

    auto_merge: AutoMerge = AutoMerge.YOUNG
    trust_phone_button: bool = True
    ask_for_number: bool = True
    sms_a_day: int = 10_000
    phone_codes_a_day: int = 10_000

    @property
    def send_limits(self) -> SendLimits:
        """How many codes may be sent."""
        return SendLimits(of_all=Limit("sms_all", self.sms_a_day, timedelta(days=1)))

    @property
    def phone_codes_of_app(self) -> Limit:
        """How many codes of the phone button one app may redeem."""
        return Limit("phone_codes_app", self.phone_codes_a_day, timedelta(days=1))
