"""What may be configured: one struct a table of `guiyi.toml`, unknown keys refused."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from adapters.system.secret import Secret
from adapters.system.settings_sms import SmsSettings

Port = Annotated[int, Meta(ge=0, le=65535)]
Base = Annotated[str, Meta(pattern=r"\Ahttps?://[^?#]+[^/?#]\Z")]
Alias = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_-]{0,63}\Z")]


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file; unknown keys are refused."""


class ServerSettings(_Section, frozen=True):
    """Where the service listens, and how the world reaches it.

    `return_targets`: where browsers may be sent after signing in, by ids; `home` unless told.
    """

    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: Annotated[str, Meta(pattern=r"\Ahttps?://[^/]+\Z")] = "http://127.0.0.1:8000"
    trusted_proxies: tuple[str, ...] = ()
    access_log: bool = True
    return_targets: dict[Alias, Annotated[str, Meta(pattern=r"\Ahttps?://[^/?#\s]+/\S*\Z")]] = {}


class KeySettings(_Section, frozen=True):
    """`ring`: newest first, the newest signs and seals; `index`: look-up key, never rotated."""

    ring: tuple[Secret, ...]
    index: Secret


class StorageSettings(_Section, frozen=True):
    """Which database: `sqlite:///file`, `postgresql://…` or `memory://`."""

    url: Annotated[str, Meta(pattern=r"\A[a-z]+://.*\Z")] = "sqlite:///guiyi.db"


class UpstreamSettings(_Section, frozen=True):
    """What a call to a vendor may take: seconds in total, and bytes of the answer."""

    deadline: Annotated[float, Meta(gt=0, le=30)] = 2.5
    longest_answer: Annotated[int, Meta(ge=1024)] = 65_536


class WeChatAppSettings(_Section, frozen=True):
    """One appid; `platform` names the open platform account that it is bound to."""

    kind: Literal["mini_program", "mobile", "website", "official_account"]
    app_id: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{1,64}\Z")]
    secret: Secret
    platform: Alias | None = None


class WeChatSettings(_Section, frozen=True):
    """Where WeChat is, and our apps there.

    `phone_bind_openid`: a phone code is sent along with the openid that the login code proved, so
    that WeChat refuses another person's.
    """

    api_base: Base = "https://api.weixin.qq.com"
    page_base: Base = "https://open.weixin.qq.com"
    phone_bind_openid: bool = True
    apps: dict[Alias, WeChatAppSettings] = {}


class QqAppSettings(_Section, frozen=True):
    """One appid; `developer` names the developer account that scopes its unionids."""

    kind: Literal["web", "mini_program"]
    app_id: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{1,64}\Z")]
    secret: Secret
    developer: Alias | None = None


class QqSettings(_Section, frozen=True):
    """Where QQ is, for us and for browsers, and our apps there."""

    api_base: Base = "https://graph.qq.com"
    page_base: Base = "https://graph.qq.com"
    mini_api_base: Base = "https://api.q.qq.com"
    apps: dict[Alias, QqAppSettings] = {}


class PolicySettings(_Section, frozen=True):
    """Switches and caps of the decision tables.

    `auto_merge`: which accounts go into another without asking, once one person proved both:
    those with which nothing could be lost (`young`), or none (`never`).
    `phone_button`: whether the number of a WeChat account is proof enough (`trust`), or an SMS
    code is asked for before it opens an account (`confirm`).
    `qq_bind`: whether a newcomer who signs in by QQ or WeChat on the web is asked for her number
    first (`page`), or has an account at once (`optional`).
    """

    auto_merge: Literal["young", "never"] = "young"
    phone_button: Literal["trust", "confirm"] = "trust"
    qq_bind: Literal["page", "optional"] = "page"
    regions: tuple[str, ...] = ("CN",)
    sms_a_day: Annotated[int, Meta(ge=0)] = 10_000
    phone_codes_a_day: Annotated[int, Meta(ge=0)] = 10_000


class PasswordSettings(_Section, frozen=True):
    """What a hash costs (argon2id), and how many are made at a time; 0: one a core."""

    memory_kib: Annotated[int, Meta(ge=8)] = 19_456
    passes: Annotated[int, Meta(ge=1)] = 2
    parallel: Annotated[int, Meta(ge=0, le=64)] = 0


class PageSettings(_Section, frozen=True):
    """How the pages look: the name on them, and a folder of files to take in place of ours."""

    brand: Annotated[str, Meta(min_length=1, max_length=32)] = "归一 Guiyi"
    folder: str | None = None


class ClientSettings(_Section, frozen=True):
    """One of the operator's own back ends."""

    key: Secret


class Settings(_Section, frozen=True):
    """The whole configuration, checked."""

    keys: KeySettings
    server: ServerSettings = ServerSettings()
    storage: StorageSettings = StorageSettings()
    upstream: UpstreamSettings = UpstreamSettings()
    wechat: WeChatSettings = WeChatSettings()
    qq: QqSettings = QqSettings()
    sms: SmsSettings = SmsSettings()
    policy: PolicySettings = PolicySettings()
    passwords: PasswordSettings = PasswordSettings()
    pages: PageSettings = PageSettings()
    clients: dict[Alias, ClientSettings] = {}
