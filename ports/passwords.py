"""Passwords: slow to check on purpose, so never on the event loop."""

from typing import Protocol

import attrs


@attrs.frozen
class PasswordCheck:
    """Whether a password was right, and whether its hash should be made anew with it."""

    right: bool
    outdated: bool = False


class Passwords(Protocol):
    """Hashes and checks passwords; a bounded number at a time, the others wait in line."""

    async def hash(self, password: str) -> str:
        """Return a salted hash that says how it was made."""

    async def check(self, hashed: str | None, password: str) -> PasswordCheck:
        """Compare a password with a hash; with None, take the same time and say it is wrong."""

    def is_common(self, password: str) -> bool:
        """Tell whether it is among the passwords that guessers try first."""
