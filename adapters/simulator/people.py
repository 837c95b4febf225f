"""People with a WeChat account, a QQ number and telephones, and the ids that apps know them by."""

import base64
import hashlib
import hmac
from typing import Final

import attrs

from adapters.simulator.apps import SimulatedApp

_ID_LENGTH: Final = 27
_QQ_ID_BYTES: Final = 16
_AVATARS: Final = "https://thirdwx.qlogo.cn/mmopen/simulated"


@attrs.frozen
class Person:
    """One person; WeChat lets nobody with a `risk` sign in anywhere.

    `numbers` are in E.164, in the order in which she got them; nobody else holds them.
    Whoever opens an official account's pages as a `snapshot` goes there by ids of nobody.
    """

    id: str
    nickname: str
    avatar_url: str
    risk: bool = False
    numbers: tuple[str, ...] = ()
    snapshot: bool = False


def _seeded(
    id_: str, nickname: str, *numbers: str, risk: bool = False, snapshot: bool = False
) -> Person:
    return Person(id_, nickname, f"{_AVATARS}/{id_}/132", risk, numbers, snapshot)


SEEDED_PEOPLE: Final = (
    _seeded("xiaolin", "小林", "+8613800138001"),
    _seeded("chenchen", "陈晨", "+8613800138002"),
    _seeded("awei", "阿伟", "+8613800138003"),
    _seeded("zhouyutong", "周雨桐", "+8613800138004"),
    _seeded("lina", "李娜 🌷", "+8613800138005", "+85251234567"),
    _seeded("heihei", "黑黑", "+8613800138006", risk=True),
    _seeded("yingzi", "影子", "+8613800138007", snapshot=True),
)


def is_snapshot(app: SimulatedApp, person: Person) -> bool:
    """Tell whether the person is seen in this app as a snapshot, which is not herself.

    https://developers.weixin.qq.com/community/minihome/doc/000c2c34068880629ced91a2f56001
    """
    return person.snapshot and app.is_a("wechat", "official_account")


def openid(app: SimulatedApp, person: Person) -> str:
    """Return the person's id in this app: the same at every start, another in every app."""
    if app.provider == "qq":
        return _qq_derived("openid", app.app_id, person.id)
    kind = "snapshot openid" if is_snapshot(app, person) else "openid"
    return _derived(kind, app.app_id, person.id)


def unionid(app: SimulatedApp, person: Person) -> str | None:
    """Return the person's id for all apps of the platform; None for an app that has none."""
    if app.platform is None:
        return None
    if app.provider == "qq":
        return f"UID_{_qq_derived('unionid', app.platform, person.id)}"
    kind = "snapshot unionid" if is_snapshot(app, person) else "unionid"
    return _derived(kind, app.platform, person.id)


def _derived(kind: str, scope: str, person_id: str) -> str:
    return "o" + base64.urlsafe_b64encode(_digest(kind, scope, person_id)).decode()[:_ID_LENGTH]


def _qq_derived(kind: str, scope: str, person_id: str) -> str:
    return _digest(f"qq {kind}", scope, person_id)[:_QQ_ID_BYTES].hex().upper()


def _digest(kind: str, scope: str, person_id: str) -> bytes:
    return hmac.digest(f"{kind} {scope}".encode(), person_id.encode(), hashlib.sha256)
