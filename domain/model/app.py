"""The operator's own apps at the vendors, known by an alias such as `shop`."""

from collections.abc import Iterable
from enum import StrEnum

import attrs

from domain.model.errors import UnknownApp


class AppKind(StrEnum):
    """What an appid was registered as."""

    MINI_PROGRAM = "mini_program"


@attrs.frozen
class App:
    """One configured appid.

    The app id is what identities are stored under, never the alias. `platform` names the open
    platform account that scopes the app's unionids; without one a unionid is ignored.
    """

    alias: str
    kind: AppKind
    app_id: str
    platform: str | None = None


class Apps:
    """The configured apps, found by alias."""

    def __init__(self, apps: Iterable[App]) -> None:
        self._by_alias = {app.alias: app for app in apps}

    def mini_program(self, alias: str) -> App:
        """Return the mini program of this alias.

        Raises:
            UnknownApp: no app of this alias is a mini program.
        """
        app = self._by_alias.get(alias)
        if app is None or app.kind is not AppKind.MINI_PROGRAM:
            raise UnknownApp
        return app
