"""One-time codes of `wx.login`."""

import secrets
import string
from typing import Final

import attrs

from adapters.simulator.one_time_codes import OneTimeCode, OneTimeCodes
from adapters.simulator.session_keys import new_session_key

_ALPHABET: Final = string.ascii_letters + string.digits
_LENGTH: Final = 32


@attrs.define(kw_only=True)
class LoginCode(OneTimeCode):
    """A code and the session key that its exchange brings, if it brings a new one."""

    session_key: str = attrs.field(repr=False)


class LoginCodes(OneTimeCodes[LoginCode]):
    """Login codes are 32 letters and digits."""

    def issue(self, app_id: str, person_id: str) -> LoginCode:
        """Return a new code for the person in the app."""
        return self._add(
            LoginCode(
                value="".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)),
                app_id=app_id,
                person_id=person_id,
                issued_at=self._clock.now(),
                session_key=new_session_key(),
            )
        )
