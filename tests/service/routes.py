"""Every route of the application, as the application itself lists them."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from adapters.system.clock import SystemClock
from adapters.system.settings_loader import settings_from
from composition import open_service
from tests.service.documented import AN_ID, OPERATIONS, an_example
from tests.service.processes import settings
from tests.service.web_world import with_pages

SAFE = {"GET", "HEAD", "OPTIONS"}
_NOWHERE = "http://127.0.0.1:1"


@attrs.frozen
class Route:
    """A method and a path's template, such as `/v1/sessions/{session_id:uuid}`."""

    method: str
    template: str
    operation: str | None

    @property
    def path(self) -> str:
        """The path with something in each of its places."""
        apps = {"/v1/qq/": "qqmini" if self.template.endswith("login") else "qq"}
        web = self.template.endswith(("authorize", "callback"))
        apps["/v1/wechat/"] = "web" if web else "shop"
        app = next((app for begin, app in apps.items() if self.template.startswith(begin)), "")
        filled = re.sub(r"\{\w+:uuid\}", AN_ID, self.template)
        return re.sub(r"\{\w+:str\}", app or "theme.css", filled)

    @property
    def is_page(self) -> bool:
        return not self.template.startswith("/v1/")

    @property
    def body(self) -> dict[str, Any] | None:
        """A documented body, if it takes any."""
        takes = self.operation in OPERATIONS and "requestBody" in OPERATIONS[self.operation][2]
        return an_example(self.operation) if takes else None

    @property
    def takes_a_token(self) -> bool:
        """Whether the operation is for whoever is signed in."""
        described = OPERATIONS.get(self.operation or "")
        return described is not None and "security" in described[2]


@cache
def every_route() -> list[Route]:
    return sorted(asyncio.run(_listed()), key=lambda one: (one.template, one.method))


def writes() -> list[Route]:
    """Return the routes by which something may be changed."""
    return [one for one in every_route() if one.method not in SAFE]


async def _listed() -> list[Route]:
    environment = settings(storage="memory://", simulator_url=_NOWHERE, port=0)
    configured = settings_from({}, {**environment, **with_pages(_NOWHERE)})
    async with open_service(configured, clock=SystemClock(), with_schema=False) as service:
        return list(_routes(vars(service.app)["_app"].routes))


def _routes(listed: Any) -> Iterator[Route]:
    for one in listed:
        handlers: Mapping[str, Any] = {
            method: handler[0] for method, handler in getattr(one, "route_handler_map", {}).items()
        }
        for method in one.methods:
            operation = getattr(handlers.get(method), "operation_id", None)
            yield Route(str(method), one.path, operation)
