"""Chance that falls alike in every run, and passwords that take no time."""

from uuid import UUID

import attrs

from adapters.system import tokens
from domain.model.values import SessionId
from ports.passwords import PasswordCheck
from ports.tokens import NewRefresh
from tests.keys import RING


@attrs.define
class Chance:
    """Implements ports.system.Ids and ports.system.Randomness by counting."""

    drawn: int = 0

    def new(self) -> UUID:
        return UUID(int=self._next())

    def digits(self, length: int) -> str:
        return f"{self._next():0{length}d}"

    def token(self) -> str:
        return f"token-{self._next():032d}"

    def _next(self) -> int:
        self.drawn += 1
        return self.drawn


class CountedTokens(tokens.SignedTokens):
    """The product's tokens; only the random bytes of a refresh token are counted."""

    def __init__(self, chance: Chance) -> None:
        super().__init__(RING)
        self._chance = chance

    def issue_refresh(self, session_id: SessionId) -> NewRefresh:
        body = session_id.bytes + self._chance.new().bytes * 2
        marked = tokens._encode(body + self._mark(self._marks[0], body))
        token = tokens.REFRESH_PREFIX + marked.decode()
        return NewRefresh(token, tokens._digest(token))


class PlainPasswords:
    """Implements ports.passwords.Passwords without a thread: a hash is the password itself."""

    async def hash(self, password: str) -> str:
        return f"$plain$v=1${password}"

    async def check(self, hashed: str | None, password: str) -> PasswordCheck:
        return PasswordCheck(hashed == await self.hash(password))

    def is_common(self, password: str) -> bool:
        return False
