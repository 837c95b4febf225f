"""What a newcomer finds: apps to sign in to, and words of welcome."""

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from adapters.simulator.apps import Kind, SimulatedApp
from adapters.simulator.sms.accounts import SmsAccounts

_PLATFORMS: Final = {"shop": "main", "club": "main", "partner": "other"}
_ON_MAIN: Final[Mapping[str, Kind]] = MappingProxyType(
    {"web": "website", "oa": "official_account", "phoneapp": "mobile"}
)
_QQ_WEB: Final = "101000001"
_QQ_MINI: Final = "1110000001"
# What the configuration calls them: QQ has one kind of website, WeChat has several.
_QQ_KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {"website": "web", "mini_program": "mini_program"}
)
TOUR_APPS: Final = ("shop", "club")

WELCOME: Final = """
  登录页 sign in     {service}/sign-in       (OpenAPI: {service}/schema)
  模拟器 simulator   {simulator}

Open the sign-in page and come by WeChat, QQ or phone; codes arrive in the simulator's inbox.
打开登录页，用微信、QQ 或手机号登录；验证码在模拟器的收件箱里。
Open the simulator: pick a person, press wx.login, watch what is said. Then try:
打开模拟器：选一个人，点 wx.login，看它们说了什么。然后试试：
  · the same person in the other mini program          同一个人登录另一个小程序
  · refresh, log out, who am I                         刷新、退出、我是谁
  · a day later; a dead token; WeChat out of order     过一天；令牌失效；微信出错
  · the phone button; a code, from the SMS inbox       手机号按钮；收短信验证码
  · give the number back, and to somebody else;        号码注销，换给另一个人；
    91 days later: whose account is it?                91 天后：这是谁的账号？
  · an account by WeChat, another by number:           微信一个账号，手机号又一个：
    after ten minutes the button offers to merge       过十分钟，手机号按钮会提议合并
"""


_TERMS: Final = """\
<p class="aside">
  {{{{ "开发环境：验证码在" if lang == "zh" else "In development codes arrive at" }}}}
  <a href="{simulator}" target="_blank" rel="noopener">
    {{{{- "模拟器的收件箱" if lang == "zh" else "the simulator's inbox" -}}}}
  </a>
</p>
"""


def demo_apps() -> list[SimulatedApp]:
    """Return three mini programs, two of them on one open platform account; fresh secrets."""
    return [
        SimulatedApp(alias, f"wxsim{alias}000000001", secrets.token_hex(16), platform)
        for alias, platform in _PLATFORMS.items()
    ]


def demo_web_apps() -> list[SimulatedApp]:
    """Return what signs in outside WeChat's mini programs; fresh secrets.

    A website, an official account and a mobile app are on the platform of two of the mini
    programs, and so know people by the same unionids; at QQ a website and a mini program share
    a developer. All of them let people come back to any address.
    """
    on_main = [
        SimulatedApp(alias, f"wxsim{alias}000000001", secrets.token_hex(16), "main", kind=kind)
        for alias, kind in _ON_MAIN.items()
    ]
    secret, mini_secret = secrets.token_hex(16), secrets.token_hex(16)
    return [
        *on_main,
        SimulatedApp("qq", _QQ_WEB, secret, "main", provider="qq", kind="website"),
        SimulatedApp("qqmini", _QQ_MINI, mini_secret, "main", provider="qq"),
    ]


def demo_pages(folder: Path, simulator: str) -> Path:
    """Write what the pages say beside their own in development: where codes arrive."""
    templates = folder / "pages" / "templates"
    templates.mkdir(parents=True, exist_ok=True)
    (templates / "terms.html").write_text(_TERMS.format(simulator=simulator), encoding="utf-8")
    return folder / "pages"


def demo_tables(
    apps: Sequence[SimulatedApp], folder: Path, *, service: str, simulator: str
) -> dict[str, Any]:
    """Return a configuration that joins a service to the simulator, but for its keys."""
    sms = SmsAccounts()
    return {
        "server": {"public_url": service},
        "pages": {"folder": str(demo_pages(folder, simulator))},
        "storage": {"url": f"sqlite:///{folder}/guiyi.db"},
        "wechat": {
            "api_base": simulator,
            "page_base": simulator,
            "apps": {app.alias: _wechat_table(app) for app in apps if app.provider == "wechat"},
        },
        "qq": {
            "api_base": f"{simulator}/qq",
            "page_base": f"{simulator}/qq",
            "mini_api_base": f"{simulator}/qq/mini",
            "apps": {app.alias: _qq_table(app) for app in apps if app.provider == "qq"},
        },
        "sms": {
            "provider": "tencent",
            "tencent": {
                "api_base": f"{simulator}/sms/tencent",
                "secret_id": sms.tencent.secret_id,
                "secret_key": sms.tencent.secret_key,
                "sdk_app_id": sms.tencent.sdk_app_id,
                "sign_name": sms.tencent.sign_name,
                "template": sms.tencent.templates[0],
            },
        },
    }


def _wechat_table(app: SimulatedApp) -> dict[str, Any]:
    return {
        "kind": app.kind,
        "app_id": app.app_id,
        "secret": app.secret,
        "platform": app.platform,
    }


def _qq_table(app: SimulatedApp) -> dict[str, Any]:
    return {
        "kind": _QQ_KINDS[app.kind],
        "app_id": app.app_id,
        "secret": app.secret,
        "developer": app.platform,
    }
