"""What a struct cannot say: strong secrets, distinct app ids, real networks."""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from phonenumbers import SUPPORTED_REGIONS

from adapters.system.secret import Secret
from adapters.system.settings import (
    PageSettings,
    QqAppSettings,
    ServerSettings,
    Settings,
    WeChatAppSettings,
)

SHORTEST_SECRET: Final = 32
FEWEST_DISTINCT: Final = 8

_PLACEHOLDER: Final = re.compile(
    r"change.?me|placeholder|example|your.?(app)?.?secret|x{8}|<.*>", re.IGNORECASE
)


class SettingsError(Exception):
    """The configuration cannot be used; the text names the key, never the value."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key


def check(settings: Settings) -> None:
    """Refuse settings that would be unsafe or cannot work.

    Raises:
        SettingsError: naming the first key at fault.
    """
    if not settings.keys.ring:
        raise SettingsError("keys.ring", "missing")
    for key, secret in _secrets(settings):
        _check_secret(key, secret.reveal())
    if settings.keys.index.reveal() in {secret.reveal() for secret in settings.keys.ring}:
        raise SettingsError("keys.index", "must not be one of keys.ring: it never rotates")
    _check_apps(settings)
    _check_pages(settings.pages)
    _check_sms(settings)
    _check_regions(settings.policy.regions)
    proxies(settings.server)


def _secrets(settings: Settings) -> Iterator[tuple[str, Secret]]:
    yield from ((f"keys.ring[{n}]", key) for n, key in enumerate(settings.keys.ring))
    yield "keys.index", settings.keys.index
    yield from (
        (f"wechat.apps.{alias}.secret", app.secret) for alias, app in settings.wechat.apps.items()
    )
    yield from ((f"clients.{alias}.key", client.key) for alias, client in settings.clients.items())


def _check_secret(key: str, value: str) -> None:
    if not value.strip():
        raise SettingsError(key, "empty")
    if _PLACEHOLDER.search(value):
        raise SettingsError(key, "a placeholder")
    if len(value.encode()) < SHORTEST_SECRET:
        raise SettingsError(
            key, f"shorter than {SHORTEST_SECRET} bytes (`guiyi new-key` makes one)"
        )
    if len(set(value)) < FEWEST_DISTINCT:
        raise SettingsError(key, "too regular to be a secret")


def _check_pages(pages: PageSettings) -> None:
    if pages.folder is not None and not Path(pages.folder).is_dir():
        raise SettingsError("pages.folder", "no such folder")


def _check_sms(settings: Settings) -> None:
    sms, provider = settings.sms, settings.sms.provider
    if provider == "console" and settings.server.public_url.startswith("https://"):
        raise SettingsError("sms.provider", "console prints codes: not behind https")
    tables = {
        "webhook": sms.webhook and [("key", sms.webhook.key)],
        "tencent": sms.tencent and [("secret_key", sms.tencent.secret_key)],
        "aliyun": sms.aliyun and [("access_key_secret", sms.aliyun.access_key_secret)],
    }
    if provider in tables and tables[provider] is None:
        raise SettingsError(f"sms.{provider}", "missing")
    for key, secret in tables.get(provider) or ():
        _check_vendors_secret(f"sms.{provider}.{key}", secret)


def _check_regions(regions: Sequence[str]) -> None:
    if not regions:
        raise SettingsError("policy.regions", "missing")
    for n, region in enumerate(regions):
        if region not in SUPPORTED_REGIONS:
            raise SettingsError(f"policy.regions[{n}]", "no region of ISO 3166, such as CN or HK")


def _check_apps(settings: Settings) -> None:
    for alias, app in settings.qq.apps.items():
        if alias in settings.wechat.apps:
            raise SettingsError(f"qq.apps.{alias}", "an app of WeChat has this alias, too")
        _check_vendors_secret(f"qq.apps.{alias}.secret", app.secret)
    _check_app_ids("wechat.apps", settings.wechat.apps)
    _check_app_ids("qq.apps", settings.qq.apps)


def _check_app_ids(table: str, apps: Mapping[str, WeChatAppSettings | QqAppSettings]) -> None:
    seen: dict[str, str] = {}
    for alias, app in apps.items():
        if app.app_id in seen:
            raise SettingsError(
                f"{table}.{alias}.app_id", f"the same as that of {seen[app.app_id]}"
            )
        seen[app.app_id] = alias


def _check_vendors_secret(key: str, secret: Secret) -> None:
    """Look at a secret that a vendor chose, so that its length is none of our business."""
    if not secret.reveal().strip() or _PLACEHOLDER.search(secret.reveal()):
        raise SettingsError(key, "empty or a placeholder")


def proxies(server: ServerSettings) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Return the networks whose X-Forwarded-For is believed.

    Raises:
        SettingsError: one of them is no network.
    """
    return list(_networks(server.trusted_proxies))


def _networks(
    texts: Iterable[str],
) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for n, text in enumerate(texts):
        try:
            yield ipaddress.ip_network(text)
        except ValueError:
            raise SettingsError(f"server.trusted_proxies[{n}]", "no IP network") from None
