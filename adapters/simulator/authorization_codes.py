"""One-time codes of authorize pages and of the open platform's SDK."""

import secrets
from datetime import timedelta
from typing import ClassVar, Final

import attrs

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.one_time_codes import CODE_LIFETIME, OneTimeCode, OneTimeCodes
from adapters.simulator.people import Person

WEBSITE_CODE_LIFETIME: Final = timedelta(minutes=10)
_BYTES: Final = 16


@attrs.define(kw_only=True)
class AuthorizationCode(OneTimeCode):
    """A code, what the person agreed to, and where she went back to with it."""

    scope: str
    redirect_uri: str


class AuthorizationCodes(OneTimeCodes[AuthorizationCode]):
    """Codes of websites, WeChat's and QQ's, live for ten minutes; all others for five."""

    remembered: ClassVar[timedelta] = timedelta(days=1)

    def issue(
        self, app: SimulatedApp, person: Person, *, scope: str, redirect_uri: str = ""
    ) -> AuthorizationCode:
        """Return a new code for what the person allowed the app."""
        is_website = app.kind == "website"
        return self._add(
            AuthorizationCode(
                value=secrets.token_hex(_BYTES).upper(),
                app_id=app.app_id,
                person_id=person.id,
                issued_at=self._clock.now(),
                lifetime=WEBSITE_CODE_LIFETIME if is_website else CODE_LIFETIME,
                scope=scope,
                redirect_uri=redirect_uri,
            )
        )
