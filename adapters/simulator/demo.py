"""What a newcomer finds: apps to sign in to, and words of welcome."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.sms.accounts import SmsAccounts

_PLATFORMS: Final = {"shop": "main", "club": "main", "partner": "other"}
TOUR_APPS: Final = ("shop", "club")

WELCOME: Final = """
  服务 service      {service}        (OpenAPI: {service}/schema)
  微信 simulator    {simulator}

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


def demo_apps() -> list[SimulatedApp]:
    """Return three mini programs, two of them on one open platform account; fresh secrets."""
    return [
        SimulatedApp(alias, f"wxsim{alias}000000001", secrets.token_hex(16), platform)
        for alias, platform in _PLATFORMS.items()
    ]


def demo_tables(
    apps: Sequence[SimulatedApp], folder: Path, *, service: str, simulator: str
) -> dict[str, Any]:
    """Return a configuration that joins a service to the simulator, but for its keys."""
    sms = SmsAccounts()
    return {
        "server": {"public_url": service},
        "storage": {"url": f"sqlite:///{folder}/guiyi.db"},
        "wechat": {
            "api_base": simulator,
            "apps": {
                app.alias: {
                    "kind": "mini_program",
                    "app_id": app.app_id,
                    "secret": app.secret,
                    "platform": app.platform,
                }
                for app in apps
            },
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
