"""What a browser gets to see of an authorize page."""

from collections.abc import Collection
from typing import Any, Final

import attrs

from adapters.simulator.apps import Provider
from adapters.simulator.authorize import rendering
from adapters.simulator.authorize.languages import Language
from adapters.simulator.authorize.page import AuthorizationRequest, Denial, Problem
from adapters.simulator.people import Person

_OK: Final = 200
_FOUND: Final = 302


@attrs.frozen
class Shown:
    """A page, or another place to go; `told` is what the journal keeps of it."""

    told: dict[str, Any]
    html: str = ""
    location: str | None = None

    @property
    def status(self) -> int:
        return _OK if self.location is None else _FOUND


def question(
    request: AuthorizationRequest, people: Collection[Person], action: str, language: Language
) -> Shown:
    """Ask who signs in."""
    html = rendering.asking(request, people, action, language)
    return Shown({"page": "asks who signs in"}, html)


def sent_to(location: str) -> Shown:
    """Send the person on."""
    return Shown({"location": location}, location=location)


def denied(denial: Denial, provider: Provider, language: Language) -> Shown:
    """Let somebody go who said no."""
    if denial.location is not None:
        return sent_to(denial.location)
    return Shown({"page": "closed"}, rendering.closed(denial.way_back, provider, language))


def failed(problem: Problem, provider: Provider, language: Language) -> Shown:
    """Say why nobody gets in."""
    told = {"page": "error", "number": problem.number, "reason": problem.en}
    return Shown(told, rendering.refused(problem, provider, language))
