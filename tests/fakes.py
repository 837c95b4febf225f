"""Stand-ins for ports; each passes its port's contract."""

from datetime import datetime, timedelta

import attrs

from domain.model.app import App
from domain.model.errors import CodeRejected, ProfileNotOpened, ProviderUnavailable
from domain.model.profile import ProfileChanges
from ports.mini_program import Exchanged, ProfileData, SessionKey
from tests.builders import NOON, a_session_key


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

    Its profile data is `raw_data` "nickname", signed with the session key's text itself.
    """

    clock: SettableClock
    codes: dict[str, Exchanged] = attrs.field(factory=dict)
    spent: list[str] = attrs.field(factory=list)
    keys: dict[str, str] = attrs.field(factory=dict)
    asked: int = 0
    out_of_order: bool = False

    def press(self, openid: str, unionid: str | None = None, *, key: str | None = None) -> str:
        """Return a fresh code, as wx.login on this person's phone would."""
        code = f"code-{len(self.codes)}"
        session_key = a_session_key(key, at=self.clock.now())
        self.codes[code] = Exchanged(openid, unionid, session_key)
        self.keys[openid] = session_key.secret
        return code

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
