"""Where a browser may be sent once it is done: nowhere but where the operator says."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

import attrs

from domain.model.errors import InvalidInput

ACCOUNT: Final = ".account"
"""Pages of ours; the operator's ids begin with a letter."""

_OURS: Final[Mapping[str, str]] = {
    ACCOUNT: "/account",
    ".phone": "/account/phone",
    ".password": "/account/password",
    ".merge": "/merge",
}
_USUAL: Final = "home"


@attrs.frozen
class Targets:
    """Return targets by their ids; a request names an id, and never an address."""

    urls: Mapping[str, str]

    def check(self, target: str) -> str:
        """Return the id.

        Raises:
            InvalidInput: of the field `return_to`: there is no such target.
        """
        if target and target not in self.urls and target not in _OURS:
            raise InvalidInput("return_to")
        return target

    def url(self, target: str) -> str:
        """Return the address of a target; without any, that of `home`, or the account's page.

        Raises:
            InvalidInput: of the field `return_to`: there is no such target.
        """
        target = self.check(target) or (_USUAL if _USUAL in self.urls else ACCOUNT)
        return _OURS[target] if target in _OURS else self.urls[target]

    def of_path(self, path: str) -> str:
        """Return the id of the page of ours that a path belongs to."""
        longest_first = sorted(_OURS, key=lambda one: -len(_OURS[one]))
        return next((one for one in longest_first if path.startswith(_OURS[one])), ACCOUNT)

    @property
    def origins(self) -> Iterable[str]:
        """The origins of all addresses, as a content security policy spells them."""
        parts = (urlsplit(url) for url in self.urls.values())
        return dict.fromkeys(f"{one.scheme}://{one.netloc}" for one in parts)
