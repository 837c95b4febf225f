"""One-time codes sent by SMS: what they are for, how long they last, how many there may be."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

import attrs

from domain.model.limits import Limit

DIGITS: Final = 6
LIFE: Final = timedelta(minutes=5)
TRIES: Final = 5

# Tries at any code of one number: a guesser's chance is 20 in a million a day.
TRIES_A_DAY: Final = Limit("sms_tries", 20, timedelta(days=1))


class CodePurpose(StrEnum):
    """What a code may be used for, and nothing else."""

    LOGIN = "login"
    BIND = "bind"
    STEP_UP = "step_up"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose


_OF_NUMBER: Final = (
    Limit("sms_minute", 1, timedelta(seconds=60)),
    Limit("sms_hour", 5, timedelta(hours=1)),
    Limit("sms_day", 10, timedelta(days=1)),
)
_OF_NETWORK: Final = Limit("sms_network", 20, timedelta(hours=1))


@attrs.frozen(kw_only=True)
class SendLimits:
    """How many codes may be sent; tighter than any vendor's, for a vendor bills and blocks."""

    of_all: Limit
    of_number: tuple[Limit, ...] = _OF_NUMBER
    of_network: Limit = _OF_NETWORK

    def of(self, phone: str, network: str) -> tuple[tuple[Limit, str], ...]:
        """Return what a code for the number counts against, when asked from the network."""
        of_number = tuple((limit, phone) for limit in self.of_number)
        return (*of_number, (self.of_network, network), (self.of_all, ""))
