"""What every vendor's authorize page is asked, and what it answers."""

from collections.abc import Mapping
from typing import Protocol

import attrs

from adapters.simulator.apps import Provider, SimulatedApp
from adapters.simulator.journal import Leg
from adapters.simulator.people import Person


@attrs.frozen(kw_only=True)
class AuthorizationRequest:
    """What a site asks of a person, and where she is to come back to.

    `on_telephone` says that the page is made for a small screen.
    """

    app: SimulatedApp
    redirect_uri: str
    state: str
    scope: str
    on_telephone: bool = False


@attrs.frozen
class Denial:
    """What becomes of somebody who says no: she goes to `location`, or sees a closed page.

    `way_back` is where the same page on another screen would have sent her.
    """

    location: str | None = None
    way_back: str | None = None


@attrs.frozen
class Problem:
    """Why a page lets nobody in; some have a number by which the vendor's users know them."""

    number: int | None
    zh: str
    en: str


class PageRefused(Exception):
    """The page shows an error, and sends nobody anywhere."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.number or 'an error'}: {problem.en}")


class AuthorizePage(Protocol):
    """One authorize page."""

    @property
    def path(self) -> str:
        """Where it is."""

    @property
    def provider(self) -> Provider:
        """Whose it is."""

    @property
    def leg(self) -> Leg:
        """Who comes to it, in the journal's words."""

    @property
    def usual_scope(self) -> str:
        """What most sites ask for."""

    def serves(self, app: SimulatedApp) -> bool:
        """Tell whether this is the page of such an app."""

    def read(self, query: Mapping[str, str]) -> AuthorizationRequest:
        """Read what a site asks; the order of the parameters may matter.

        Raises:
            PageRefused: it may not ask that.
        """

    def check(self, request: AuthorizationRequest) -> None:
        """Insist that the site may ask this.

        Raises:
            PageRefused: it may not.
        """

    def allow(self, request: AuthorizationRequest, person: Person) -> str:
        """Return where a person who says yes goes to with her code.

        Raises:
            PageRefused: she cannot sign in to this app.
        """

    def deny(self, request: AuthorizationRequest) -> Denial:
        """Say what becomes of a person who says no."""
