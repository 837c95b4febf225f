"""What a browser was sent to a provider for, kept until it comes back."""

import json
import re
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

import attrs

from domain.model.errors import StateRejected, WriteConflict
from domain.model.identity import Provider
from domain.model.values import SessionId
from ports.secret_writes import Consume, Remember
from ports.store import Store
from ports.system import Clock, Randomness

PURPOSE: Final = "web_state"
LIFE: Final = timedelta(minutes=10)
TABS: Final = 5

# WeChat's official accounts take letters and digits alone, at most 128 of them.
_STATE: Final = re.compile(r"[0-4][0-9a-f]{32,120}")


class Intent(StrEnum):
    """What a browser wants of the person that it comes back with."""

    LOG_IN = "log_in"
    BIND = "bind"
    STEP_UP = "step_up"


@attrs.frozen(kw_only=True)
class WebState:
    """Where a browser was sent, and what for.

    Attributes:
        return_to: the id of the return target.
        session_id: the session that something is bound to, or proven for.
        replace: what is bound takes the place of another.
    """

    provider: Provider
    app: str
    intent: Intent = Intent.LOG_IN
    return_to: str = ""
    session_id: SessionId | None = None
    replace: bool = False

    def as_json(self) -> Any:
        """Return it as the payload of its row."""
        session_id = None if self.session_id is None else str(self.session_id)
        return [self.provider, self.app, self.intent, self.return_to, session_id, self.replace]

    @classmethod
    def of_json(cls, payload: Any) -> Self:
        """Read the payload of a row."""
        provider, app, intent, return_to, session_id, replace = payload
        return cls(
            provider=Provider(provider),
            app=app,
            intent=Intent(intent),
            return_to=return_to,
            session_id=None if session_id is None else SessionId(UUID(session_id)),
            replace=replace,
        )


@attrs.frozen(kw_only=True)
class Browser:
    """A browser, known by a secret in its cookie.

    `tab` counts its sign-ins from 0 to 4: there are as many states of a browser at once, and the
    sixth takes the place of the first.
    """

    key: str = attrs.field(repr=False)
    tab: int = attrs.field(default=0, validator=attrs.validators.in_(range(TABS)))


@attrs.frozen(kw_only=True)
class WebStates:
    """Issues states and redeems them: once, in the browser that each was issued to.

    RFC 9700 section 4.7: the state is all that ties what comes back to who was sent.
    """

    store: Store
    randomness: Randomness
    clock: Clock

    def issue(self, browser: Browser, state: WebState) -> tuple[str, Remember]:
        """Return the state's token, and the write that makes it good for ten minutes."""
        token = f"{browser.tab}{self.randomness.token().encode().hex()}"
        return token, Remember(
            purpose=PURPOSE,
            secret=_place(browser, token),
            bound=token,
            payload=json.dumps(state.as_json()).encode(),
            expires_at=self.clock.now() + LIFE,
            anew=True,
        )

    async def redeem(self, browser: Browser | None, token: str) -> WebState:
        """Return what the browser was sent for, once.

        Raises:
            StateRejected: the token is malformed, unknown, old, used, or of another browser.
            StoreUnavailable: nothing is used up.
        """
        if browser is None or not _STATE.fullmatch(token):
            raise StateRejected
        now, secret = self.clock.now(), _place(browser, token)
        payload = await self.store.remembered(PURPOSE, secret, bound=token, now=now)
        if payload is None:
            raise StateRejected
        try:
            await self.store.apply((Consume(purpose=PURPOSE, secret=secret, bound=token, at=now),))
        except WriteConflict:
            raise StateRejected from None
        return WebState.of_json(json.loads(payload))


def _place(browser: Browser, token: str) -> str:
    return f"{browser.key} {token[0]}"
