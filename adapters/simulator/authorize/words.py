"""Every word of the authorize pages, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adapters.simulator.authorize.languages import Language

Words = Mapping[str, str]

_ZH: Final = {
    "lang": "zh-CN",
    "simulated": "模拟",
    "not_real_wechat": "这是本机的模拟微信，不是真的微信。",
    "not_real_qq": "这是本机的模拟 QQ，不是真的 QQ。",
    "initial_wechat": "微",
    "initial_qq": "Q",
    "sign_in_wechat": "用微信登录 {alias}",
    "sign_in_qq": "用 QQ 登录 {alias}",
    "instead_website": "真的微信在这里给出二维码，请人扫码。手边没有手机？选一个人，替 Ta 确认。",
    "instead_official_account": "真的微信在手机上请人同意。在这里，选一个人，替 Ta 同意。",
    "instead_silent": "这是静默授权：真的微信什么都不问，马上回到网站。在这里，先选手机是谁的。",
    "instead_qq": "真的 QQ 在这里请人扫码，或输入密码。在这里，选一个人，替 Ta 登录。",
    "app_word": "应用",
    "back_to": "回到",
    "scope_word": "权限",
    "who": "谁来登录？",
    "risk": "高风险",
    "snapshot": "快照用户",
    "owner": "开发者",
    "allow": "允许",
    "deny": "拒绝",
    "refused": "无法登录",
    "number": "错误码 {number}",
    "no_number": "没有错误码",
    "look_at": "请检查网站发来的链接，以及应用登记的设置。",
    "cancelled": "登录已取消",
    "closed_wechat": "真的微信到这里就关掉这一页，网站什么都不会收到。",
    "closed_qq": "在电脑上，QQ 到这里就关掉窗口，网站什么都不会收到；手机上则回到网站。",
    "go_back": "像手机上那样回到网站",
}

_EN: Final = {
    "lang": "en",
    "simulated": "Simulated",
    "not_real_wechat": "A WeChat that lives on this machine, not the real one.",
    "not_real_qq": "A QQ that lives on this machine, not the real one.",
    "initial_wechat": "W",
    "initial_qq": "Q",
    "sign_in_wechat": "Sign in to {alias} with WeChat",
    "sign_in_qq": "Sign in to {alias} with QQ",
    "instead_website": (
        "The real WeChat shows a QR code here, to be scanned and confirmed. "
        "No phone at hand? Pick a person, and confirm for them."
    ),
    "instead_official_account": (
        "The real WeChat asks on the phone. Here, pick a person, and agree for them."
    ),
    "instead_silent": (
        "A silent sign-in: the real WeChat asks nothing and goes right back. "
        "Here, first pick whose phone it is."
    ),
    "instead_qq": (
        "The real QQ asks for a scan or a password here. "
        "Instead, pick a person, and sign in for them."
    ),
    "app_word": "App",
    "back_to": "Back to",
    "scope_word": "Scope",
    "who": "Who signs in?",
    "risk": "at risk",
    "snapshot": "snapshot",
    "owner": "developer",
    "allow": "Allow",
    "deny": "Deny",
    "refused": "Cannot sign in",
    "number": "Error {number}",
    "no_number": "An error without a number",
    "look_at": "Check the link that the site made, and what is registered for the app.",
    "cancelled": "Sign-in cancelled",
    "closed_wechat": "Here the real WeChat closes the page, and the site hears nothing.",
    "closed_qq": (
        "On a computer QQ closes the window here, and the site hears nothing. "
        "A phone goes back to the site."
    ),
    "go_back": "Go back as a phone would",
}

WORDS: Final[Mapping[Language, Words]] = MappingProxyType({"zh": _ZH, "en": _EN})
