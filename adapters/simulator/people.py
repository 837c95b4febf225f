"""People with a WeChat account and telephone numbers, and the ids that apps know them by."""

import base64
import hashlib
import hmac
from typing import Final

import attrs

from adapters.simulator.apps import SimulatedApp

_ID_LENGTH: Final = 27
_AVATARS: Final = "https://thirdwx.qlogo.cn/mmopen/simulated"


@attrs.frozen
class Person:
    """One person; WeChat lets nobody with a `risk` sign in anywhere.

    `numbers` are in E.164, in the order in which she got them; nobody else holds them.
    """

    id: str
    nickname: str
    avatar_url: str
    risk: bool = False
    numbers: tuple[str, ...] = ()


def _seeded(id_: str, nickname: str, *numbers: str, risk: bool = False) -> Person:
    return Person(id_, nickname, f"{_AVATARS}/{id_}/132", risk, numbers)


SEEDED_PEOPLE: Final = (
    _seeded("xiaolin", "小林", "+8613800138001"),
    _seeded("chenchen", "陈晨", "+8613800138002"),
    _seeded("awei", "阿伟", "+8613800138003"),
    _seeded("zhouyutong", "周雨桐", "+8613800138004"),
    _seeded("lina", "李娜 🌷", "+8613800138005", "+85251234567"),
    _seeded("heihei", "黑黑", "+8613800138006", risk=True),
)


def openid(app: SimulatedApp, person: Person) -> str:
    """Return the person's id in this app: the same at every start, another in every app."""
    return _derived("openid", app.app_id, person.id)


def unionid(app: SimulatedApp, person: Person) -> str | None:
    """Return the person's id for all apps of the platform; None for an app that has none."""
    return None if app.platform is None else _derived("unionid", app.platform, person.id)


def _derived(kind: str, scope: str, person_id: str) -> str:
    digest = hmac.digest(f"{kind} {scope}".encode(), person_id.encode(), hashlib.sha256)
    return "o" + base64.urlsafe_b64encode(digest).decode()[:_ID_LENGTH]
