"""Bar 19: whatever works once, or for one thing, works for nothing else."""

from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest

from tests.service.phone_world import PASSWORD, PhoneWorld, Sent, access_of, ticket_of
from tests.service.processes import BACK_END_KEY
from tests.service.world import token_of

Artefact = Sent | str


@attrs.frozen
class Stage:
    """Somebody with a WeChat, a number and a password.

    Another number went stale long ago; another WeChat of hers has an account of its own.
    """

    town: PhoneWorld
    person: str
    number: str
    stale: str
    other: str
    signed_in: dict[str, Any]

    @classmethod
    def set_up(cls, town: PhoneWorld) -> "Stage":
        stale, other = town.number(), town.somebody()
        town.by_sms(stale)
        town.sign_in(other, "partner")
        town.clock.advance(days=91)
        person, number = town.with_number()
        signed_in = town.by_button(person)
        town.set_password(access_of(signed_in))
        return cls(town, person, number, stale, other, signed_in.json())

    @property
    def token(self) -> str:
        return token_of(self.signed_in)

    def merge_ticket(self) -> str:
        """Prove the other WeChat."""
        wechat = {"app": "partner", "code": self.town.code(self.other, "partner")}
        return ticket_of(
            self.town.ask("POST", "/v1/me/identities", self.token, {"wechat": wechat})
        )


ARTEFACTS: dict[str, Callable[[Stage], Artefact]] = {
    "a code to sign in": lambda on: on.town.text(on.number, "login"),
    "a code to bind": lambda on: on.town.text(on.number, "bind"),
    "a code to step up": lambda on: on.town.text(on.number, "step_up"),
    "a code to reset": lambda on: on.town.text(on.number, "reset_password"),
    "a phone ticket": lambda on: ticket_of(on.town.by_sms(on.stale)),
    "a merge ticket": Stage.merge_ticket,
    "an access token": lambda on: on.token,
    "a refresh token": lambda on: on.signed_in["session"]["refresh_token"],
    "a login code": lambda on: on.town.code(on.person),
    "a phone code": lambda on: on.town.press(on.person)["code"],
    "a password": lambda on: PASSWORD,
    "a client key": lambda on: BACK_END_KEY,
}


def post(path: str, field: str, **more: Any) -> Callable[[Stage, Artefact], httpx.Response]:
    return lambda on, artefact: on.town.service.post(path, json={field: text(artefact), **more})


def typed(artefact: Artefact, on: Stage) -> Sent:
    return artefact if isinstance(artefact, Sent) else Sent(on.number, artefact, "000000")


def text(artefact: Artefact) -> str:
    return artefact.transaction if isinstance(artefact, Sent) else artefact


def by_wechat(artefact: Artefact) -> dict[str, str]:
    return {"app": "shop", "code": text(artefact)}


def bind_wechat(on: Stage, artefact: Artefact) -> httpx.Response:
    return on.town.ask("POST", "/v1/me/identities", on.token, {"wechat": by_wechat(artefact)})


def to_merge(path: str) -> Callable[[Stage, Artefact], httpx.Response]:
    return lambda on, artefact: on.town.ask("POST", path, on.token, {"ticket": text(artefact)})


def bind_by_button(on: Stage, artefact: Artefact) -> httpx.Response:
    pressed = {"app": "shop", "phone_code": text(artefact)}
    return on.town.ask("PUT", "/v1/me/phone", on.token, {"wechat": pressed})


CONSUMERS: dict[str, tuple[str, Callable[[Stage, Artefact], httpx.Response]]] = {
    "sign in by SMS": (
        "a code to sign in",
        lambda on, it: on.town.service.post("/v1/phone/login", json=typed(it, on).signing_in),
    ),
    "bind by SMS": ("a code to bind", lambda on, it: on.town.bind(on.token, typed(it, on))),
    "step up by SMS": (
        "a code to step up",
        lambda on, it: on.town.step_up(on.token, sms=typed(it, on).proving),
    ),
    "reset": ("a code to reset", lambda on, it: on.town.reset(typed(it, on), PASSWORD[::-1])),
    "declare": ("a phone ticket", post("/v1/phone/login", "ticket", mine=True)),
    "claim": ("a phone ticket", post("/v1/phone/claim", "ticket")),
    "who am I": ("an access token", lambda on, it: on.town.who_am_i(text(it))),
    "refresh": ("a refresh token", post("/v1/session/refresh", "refresh_token")),
    "sign in by WeChat": ("a login code", post("/v1/wechat/shop/login", "code")),
    "step up by WeChat": (
        "a login code",
        lambda on, it: on.town.step_up(on.token, wechat=by_wechat(it)),
    ),
    "bind a WeChat": ("a login code", bind_wechat),
    "look at a merge": ("a merge ticket", to_merge("/v1/merges/preview")),
    "merge": ("a merge ticket", to_merge("/v1/merges")),
    "sign in by the button": (
        "a phone code",
        post("/v1/wechat/shop/phone-login", "phone_code"),
    ),
    "bind by the button": ("a phone code", bind_by_button),
    "sign in by password": (
        "a password",
        lambda on, it: on.town.by_password(on.number, text(it)),
    ),
    "step up by password": (
        "a password",
        lambda on, it: on.town.step_up(on.token, password=text(it)),
    ),
    "release": (
        "a client key",
        lambda on, it: on.town.ask("POST", "/v1/numbers/release", text(it), {"phone": on.number}),
    ),
}
LASTING = {"an access token", "a refresh token", "a password", "a client key"}


@pytest.mark.parametrize("name", ARTEFACTS)
def test_an_artefact_is_refused_by_every_consumer_but_its_own(town, name):
    on = Stage.set_up(town)
    artefact = ARTEFACTS[name](on)
    for consumer, (wanted, use) in CONSUMERS.items():
        if wanted != name:
            assert use(on, artefact).status_code in {400, 401, 410}, consumer


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_a_consumer_takes_its_own_after_all_others_refused_it_and_once(either_town, consumer):
    on = Stage.set_up(either_town)
    name, use = CONSUMERS[consumer]
    artefact = ARTEFACTS[name](on)
    for wanted, other in CONSUMERS.values():
        if wanted != name:
            assert not other(on, artefact).is_success
    assert use(on, artefact).is_success
    # A refresh token has ten seconds more; what a phone code cost is not paid again; to look at a
    # merge is not to do it.
    if name not in LASTING:
        again = name == "a phone code" or consumer == "look at a merge"
        assert use(on, artefact).is_success == again
