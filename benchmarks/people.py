"""People who sign in to the measured services, and the WeChat that knows them all.

A code names its person, so whoever exchanges it needs no memory of what was handed out.
"""

import base64
import secrets
from typing import Final

from domain.model.app import App
from domain.model.profile import ProfileChanges
from ports.login_codes import Exchanged, SessionKey
from ports.mini_program import ProfileData, SealedPhone
from ports.system import Clock

_DIGITS: Final = 16


def code_of(person: int, visit: int) -> str:
    """Return a login code that nobody used before, as long as a real one."""
    return f"{person:0{_DIGITS}x}{visit:0{_DIGITS}x}"


def openid_of(code: str) -> str:
    """Return the openid of the code's person, as long as a real one."""
    return f"oBENCHMARK__{code[:_DIGITS]}"


def unionid_of(code: str) -> str:
    """Return the unionid of the code's person."""
    return f"uBENCHMARK__{code[:_DIGITS]}"


def new_session_key() -> str:
    """Return a key as WeChat gives at each sign-in: the dearest case for the ring of keys."""
    return base64.b64encode(secrets.token_bytes(16)).decode()


class InstantMiniProgram:
    """Implements ports.mini_program.MiniProgram without asking anybody."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def exchange(self, app: App, code: str) -> Exchanged:  # noqa: ARG002
        key = SessionKey(new_session_key(), self._clock.now())
        return Exchanged(openid_of(code), unionid_of(code), key)

    async def vouches_for(self, app: App, openid: str, key: SessionKey) -> bool:
        raise NotImplementedError

    def open_profile(
        self, app: App, openid: str, data: ProfileData, key: SessionKey
    ) -> ProfileChanges:
        raise NotImplementedError

    async def redeem_phone(self, app: App, code: str, *, openid: str | None) -> str:
        raise NotImplementedError

    async def open_phone(self, app: App, sealed: SealedPhone, key: SessionKey) -> str:
        raise NotImplementedError
