"""The secret that WeChat shares with an app about one person: `session_key`."""

import base64
import secrets
from typing import Final

_BYTES: Final = 16


def new_session_key() -> str:
    """Return base64 text of 16 random bytes."""
    return base64.b64encode(secrets.token_bytes(_BYTES)).decode()


class SessionKeys:
    """One valid key for each person in each app, and the one before it."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], list[str]] = {}

    def replace(self, app_id: str, person_id: str, key: str) -> str:
        """Put this key in the place of the current one, at once, and return it."""
        known = self._keys.get((app_id, person_id), [])
        self._keys[app_id, person_id] = [*known[-1:], key]
        return key

    def rotate(self, app_id: str, person_id: str) -> str:
        """Replace the key by a new one and return that."""
        return self.replace(app_id, person_id, new_session_key())

    def current(self, app_id: str, person_id: str) -> str | None:
        """Return the valid key; None before the first sign-in."""
        known = self._keys.get((app_id, person_id))
        return known[-1] if known else None

    def previous(self, app_id: str, person_id: str) -> str | None:
        """Return the key that the current one replaced; None when there was none."""
        known = self._keys.get((app_id, person_id), [])
        return known[0] if len(known) > 1 else None
