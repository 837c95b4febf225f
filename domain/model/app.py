"""The operator's own apps at the vendors, known by an alias such as `shop`."""

from collections.abc import Iterable
from enum import StrEnum

import attrs

from domain.model.errors import UnknownApp
from domain.model.identity import PHONE_PLACE, IdentityKind, Place


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

    def platform_of(self, place: Place) -> str | None:
        """Return the platform on which a WeChat identity of this place is one person's, if any."""
        if place.kind is IdentityKind.WECHAT_UNIONID:
            return place.scope
        known = (app.platform for app in self._by_alias.values() if app.app_id == place.scope)
        return next(known, None) if place.kind is IdentityKind.WECHAT_OPENID else None

    def are_one_person(self, place: Place, other: Place) -> bool:
        """Tell whether one WeChat fills both places, if one does of an account."""
        platform = self.platform_of(place)
        return place == other or (platform is not None and platform == self.platform_of(other))

    def orphaned(self, places: Iterable[Place]) -> list[Place]:
        """Return the places that no app reaches: nobody known by them could sign in again."""
        reached = {
            place
            for app in self._by_alias.values()
            for place in (
                Place(IdentityKind.WECHAT_OPENID, app.app_id),
                Place(IdentityKind.WECHAT_UNIONID, app.platform or ""),
            )
        }
        return [place for place in places if place not in reached and place != PHONE_PLACE]
