"""One-time codes of the phone button."""

import secrets
from typing import Final

import attrs

from adapters.simulator.one_time_codes import OneTimeCode, OneTimeCodes

_BYTES: Final = 32


@attrs.define(kw_only=True)
class PhoneCode(OneTimeCode):
    """A code and the number, in E.164, that it stands for."""

    number: str


class PhoneCodes(OneTimeCodes[PhoneCode]):
    """Phone codes are 64 hexadecimal digits."""

    def issue(self, app_id: str, person_id: str, number: str) -> PhoneCode:
        """Return a new code for the person's number in the app."""
        return self._add(
            PhoneCode(
                value=secrets.token_hex(_BYTES),
                app_id=app_id,
                person_id=person_id,
                issued_at=self._clock.now(),
                number=number,
            )
        )
