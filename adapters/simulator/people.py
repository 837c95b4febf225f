"""People with a WeChat account, and the ids that apps know them by."""

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
    """One person; WeChat lets nobody with a `risk` sign in anywhere."""

    id: str
    nickname: str
    avatar_url: str
    risk: bool = False


def _seeded(id_: str, nickname: str, *, risk: bool = False) -> Person:
    return Person(id_, nickname, f"{_AVATARS}/{id_}/132", risk)


SEEDED_PEOPLE: Final = (
    _seeded("xiaolin", "小林"),
    _seeded("chenchen", "陈晨"),
    _seeded("awei", "阿伟"),
    _seeded("zhouyutong", "周雨桐"),
    _seeded("lina", "李娜 🌷"),
    _seeded("heihei", "黑黑", risk=True),
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
