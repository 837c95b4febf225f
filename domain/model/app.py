"""The operator's own apps at the providers, known by an alias such as `shop`."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Final

import attrs

from domain.model.errors import UnknownApp
from domain.model.identity import PHONE_PLACE, IdentityKind, Place, Provider, Role


class AppKind(StrEnum):
    """What an app was registered as with its provider."""

    MINI_PROGRAM = "mini_program"
    MOBILE = "mobile"
    WEBSITE = "website"
    OFFICIAL_ACCOUNT = "official_account"


OF_CODES: Final = (AppKind.MINI_PROGRAM, AppKind.MOBILE)
"""Apps that get a login code themselves, and hand it on."""

OF_PAGES: Final = (AppKind.WEBSITE, AppKind.OFFICIAL_ACCOUNT)
"""Apps whose people come back from a page of the provider's, in a browser."""


@attrs.frozen
class App:
    """One configured app.

    The app id is what identities are stored under, never the alias. `platform` names the account
    with the provider that scopes the app's unionids: WeChat's open platform account, QQ's
    developer. Without one a unionid is ignored.
    """

    alias: str
    kind: AppKind
    app_id: str
    platform: str | None = None
    provider: Provider = Provider.WECHAT

    @property
    def openid_place(self) -> Place:
        return Place(IdentityKind.of(self.provider, Role.OPENID), self.app_id)

    @property
    def unionid_place(self) -> Place | None:
        if self.platform is None:
            return None
        return Place(IdentityKind.of(self.provider, Role.UNIONID), self.platform)


class Apps:
    """The configured apps, found by alias."""

    def __init__(self, apps: Iterable[App]) -> None:
        self._by_alias = {app.alias: app for app in apps}

    def __iter__(self) -> Iterator[App]:
        return iter(self._by_alias.values())

    def called(self, alias: str) -> App:
        """Return the app of this alias, whatever it is.

        Raises:
            UnknownApp: there is none.
        """
        app = self._by_alias.get(alias)
        if app is None:
            raise UnknownApp
        return app

    def mini_program(self, alias: str) -> App:
        """Return WeChat's mini program of this alias.

        Raises:
            UnknownApp: no app of this alias is a mini program of WeChat's.
        """
        return self._one(alias, Provider.WECHAT, (AppKind.MINI_PROGRAM,))

    def of_codes(self, provider: Provider, alias: str) -> App:
        """Return the app of this alias that hands on login codes of this provider.

        Raises:
            UnknownApp: there is none.
        """
        return self._one(alias, provider, OF_CODES)

    def of_pages(self, provider: Provider, alias: str) -> App:
        """Return the app of this alias that signs people in by a page of this provider's.

        Raises:
            UnknownApp: there is none.
        """
        return self._one(alias, provider, OF_PAGES)

    def with_pages(self) -> list[App]:
        """Return every app that signs people in by a page of its provider's."""
        return [app for app in self._by_alias.values() if app.kind in OF_PAGES]

    def are_one_person(self, place: Place, other: Place) -> bool:
        """Tell whether one person of a provider fills both places, if one does of an account."""
        platform = self._platform_of(place)
        return place == other or (platform is not None and platform == self._platform_of(other))

    def orphaned(self, places: Iterable[Place]) -> list[Place]:
        """Return the places that no app reaches: nobody known by them could sign in again."""
        apps = self._by_alias.values()
        reached = {place for app in apps for place in (app.openid_place, app.unionid_place)}
        return [place for place in places if place not in reached and place != PHONE_PLACE]

    def _one(self, alias: str, provider: Provider, kinds: Collection[AppKind]) -> App:
        app = self.called(alias)
        if app.provider is not provider or app.kind not in kinds:
            raise UnknownApp
        return app

    def _platform_of(self, place: Place) -> Place | None:
        """Return the place of the unionid that an openid or a unionid belongs to, if any."""
        if place.kind.role is Role.UNIONID:
            return place
        apps = self._by_alias.values()
        return next((app.unionid_place for app in apps if app.openid_place == place), None)
