"""Stand-ins for ports; each passes its port's contract."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import attrs

from domain.model.app import App
from domain.model.errors import (
    CodeRejected,
    DomainError,
    InvalidInput,
    ProfileNotOpened,
    ProviderUnavailable,
)
from domain.model.phone_errors import PhoneNotOpened
from domain.model.profile import NO_CHANGES, ProfileChanges
from ports.login_codes import Exchanged, SessionKey
from ports.mini_program import ProfileData, SealedPhone
from tests.builders import NOON, a_session_key

SERVED = "+86"


class SettableClock:
    """Implements ports.system.Clock; stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)


@attrs.define
class FakeMiniProgram:
    """Implements ports.mini_program.MiniProgram for people it was told of.

    Its profile data is `raw_data` "nickname", signed with the session key's text itself; a
    sealed number is the number, with that text for an IV. It serves the numbers of China.
    """

    clock: SettableClock
    codes: dict[str, Exchanged] = attrs.field(factory=dict)
    spent: list[str] = attrs.field(factory=list)
    keys: dict[str, str] = attrs.field(factory=dict)
    presses: dict[str, tuple[str, str]] = attrs.field(factory=dict)
    sealed: list[SealedPhone] = attrs.field(factory=list)
    asked: int = 0
    out_of_order: bool = False

    def press(self, openid: str, unionid: str | None = None, *, key: str | None = None) -> str:
        """Return a fresh code, as wx.login on this person's phone would."""
        code = f"code-{len(self.codes)}"
        session_key = a_session_key(key, at=self.clock.now())
        self.codes[code] = Exchanged(openid, unionid, session_key)
        self.keys[openid] = session_key.secret
        return code

    def press_phone(self, openid: str, number: str) -> str:
        """Return a fresh phone code, as the phone button on this person's phone would."""
        code = f"phone-code-{len(self.presses)}"
        self.presses[code] = (openid, number)
        return code

    def seal_phone(self, openid: str, number: str) -> SealedPhone:
        """Return a number, sealed under this person's present session key."""
        self.sealed.append(SealedPhone(number, self.keys[openid]))
        return self.sealed[-1]

    async def exchange(self, app: App, code: str) -> Exchanged:
        if code in self.spent or code not in self.codes:
            raise CodeRejected
        self.spent.append(code)
        return attrs.evolve(
            self.codes[code],
            session_key=attrs.evolve(self.codes[code].session_key, received_at=self.clock.now()),
        )

    async def vouches_for(self, app: App, openid: str, key: SessionKey) -> bool:
        self.asked += 1
        if self.out_of_order:
            raise ProviderUnavailable
        return self.keys[openid] == key.secret

    def open_profile(
        self, app: App, openid: str, data: ProfileData, key: SessionKey
    ) -> ProfileChanges:
        proof = data.signature or data.iv
        if proof != key.secret:
            raise ProfileNotOpened
        return ProfileChanges(nickname=data.raw_data or data.encrypted_data)

    async def redeem_phone(self, app: App, code: str, *, openid: str | None) -> str:
        if self.out_of_order:
            raise ProviderUnavailable
        if code in self.spent or code not in self.presses:
            raise CodeRejected
        self.spent.append(code)
        pressed_by, number = self.presses[code]
        if openid not in (None, pressed_by):
            raise CodeRejected
        if not number.startswith(SERVED):
            raise InvalidInput("phone_code")
        return number

    async def open_phone(self, app: App, sealed: SealedPhone, key: SessionKey) -> str:
        if self.out_of_order:
            raise ProviderUnavailable
        number = sealed.encrypted_data
        if sealed not in self.sealed or sealed.iv != key.secret or not number.startswith(SERVED):
            raise PhoneNotOpened
        return number


@attrs.define
class FakeWebLogin:
    """Implements ports.login_codes.WebLogin for people it was told of.

    A code that was put into `codes` by hand is good for every app, wherever it was sent to.
    """

    codes: dict[str, Exchanged] = attrs.field(factory=dict)
    sent_to: dict[str, tuple[str, str]] = attrs.field(factory=dict)
    spent: list[str] = attrs.field(factory=list)
    failure: DomainError | None = None

    def agree(
        self,
        openid: str,
        unionid: str | None = None,
        *,
        app: App,
        redirect_uri: str,
        profile: ProfileChanges = NO_CHANGES,
    ) -> str:
        """Return a fresh code, as this person's browser would bring to the address."""
        code = f"web-code-{len(self.codes)}"
        self.codes[code] = Exchanged(openid, unionid, profile=profile)
        self.sent_to[code] = (app.app_id, redirect_uri)
        return code

    def authorize_url(self, app: App, *, state: str, redirect_uri: str, language: str) -> str:
        query = urlencode({"state": state, "redirect_uri": redirect_uri})
        return f"https://page.example/{app.app_id}?{query}"

    async def exchange(self, app: App, code: str, *, redirect_uri: str) -> Exchanged:
        if self.failure is not None:
            raise self.failure
        here = (app.app_id, redirect_uri)
        if code in self.spent or code not in self.codes or self.sent_to.get(code, here) != here:
            raise CodeRejected
        self.spent.append(code)
        return self.codes[code]
