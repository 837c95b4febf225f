"""Who may call QQ: a website by its secret, or by a person's access token."""

from collections.abc import Mapping

import attrs

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.people import Person
from adapters.simulator.qq.errors import QQRefused
from adapters.simulator.user_tokens import UserToken
from adapters.simulator.world import World


@attrs.frozen
class Allowed:
    """What an access token stands for: this person let this app see `token.scope`."""

    app: SimulatedApp
    person: Person
    token: UserToken


def required(params: Mapping[str, str], **errors: int) -> list[str]:
    """Return these parameters.

    Raises:
        QQRefused: by the error given for the first one missing.
    """
    for name, error in errors.items():
        if not params.get(name):
            raise QQRefused(error)
    return [params[name] for name in errors]


def app_by_secret(world: World, params: Mapping[str, str]) -> SimulatedApp:
    """Return the website whose id and secret these are.

    Raises:
        QQRefused: 100001 and 100002 missing, 100008 no such app, 100009 wrong secret.
    """
    app_id, secret = required(params, client_id=100001, client_secret=100002)
    app = world.app_by_id("qq", app_id)
    if app is None or app.kind != "website":
        raise QQRefused(100008)
    if app.secret != secret:
        raise QQRefused(100009)
    return app


def allowed_by(world: World, access: str) -> Allowed | None:
    """Return what the access token stands for; None when it is dead, or no token of QQ's."""
    token = world.user_tokens.living(access)
    app = None if token is None else world.app_by_id("qq", token.app_id)
    if token is None or app is None:
        return None
    return Allowed(app, world.people[token.person_id], token)
