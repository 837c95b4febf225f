"""What WeChat's authorize pages say when they let nobody in.

https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adapters.simulator.authorize.page import Problem

WRONG_DOMAIN: Final = Problem(
    10003,
    "redirect_uri 域名与后台配置不一致",
    "redirect_uri is not on the domain that is registered",
)
NO_SCOPE: Final = Problem(
    10005, "Scope 参数错误或没有 Scope 权限", "the app does not have this scope"
)
FOREIGN_APP: Final = Problem(
    10016,
    "不支持微信开放平台的 AppID，请使用公众号 AppID",
    "this appid is of the open platform, not of an official account",
)
MISSING: Final[Mapping[str, Problem]] = MappingProxyType(
    {
        "scope": Problem(10010, "scope 不能为空", "scope is missing"),
        "redirect_uri": Problem(10011, "redirect_uri 不能为空", "redirect_uri is missing"),
        "appid": Problem(10012, "appid 不能为空", "appid is missing"),
        "state": Problem(10013, "state 不能为空", "state is missing"),
    }
)
# WeChat gives no number to these.
UNKNOWN_APP: Final = Problem(None, "AppID 参数错误", "no app has this appid")
MALFORMED_LINK: Final = Problem(
    None,
    "链接无法访问：参数或参数的顺序不对",
    "the link does not open: a parameter is wrong, or out of order",
)
MALFORMED_STATE: Final = Problem(
    None,
    "链接无法访问：state 只能是 1 到 128 个字母或数字",
    "the link does not open: state is not 1 to 128 letters and digits",
)
