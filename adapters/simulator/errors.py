"""The ways of saying no: the vendors', and the simulator's own to whoever plays with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ERRMSGS: Final[Mapping[int, str]] = MappingProxyType(
    {
        -1: "system error",
        1: "encrypted message not found",
        40001: "invalid credential, access_token is invalid or not latest",
        40002: "invalid grant_type",
        40003: "invalid openid",
        40013: "invalid appid",
        40014: "invalid access_token",
        40029: "invalid code",
        40030: "invalid refresh_token",
        40097: "invalid args",
        40125: "invalid appsecret",
        40163: "code been used",
        40226: "code blocked",
        40243: "AppSecret has been frozen",
        41001: "access_token missing",
        41002: "appid missing",
        41003: "refresh_token missing",
        41004: "appsecret missing",
        41008: "missing code",
        41009: "missing openid",
        42001: "access_token expired",
        42002: "refresh_token expired",
        42003: "oauth_code expired",
        43001: "require GET method",
        43002: "require POST method",
        44002: "empty post data",
        45009: "reach max api daily quota limit",
        45011: "api minute-quota reach limit, must slower",
        47001: "data format error",
        48001: "api unauthorized",
        87007: "session_key is not existed or expired",
        87008: "invalid sig_method",
        87009: "invalid signature",
    }
)
"""What WeChat says to each errcode, without the changing tail."""


class WeChatRefused(Exception):
    """WeChat answers with an errcode; still HTTP 200."""

    def __init__(self, errcode: int, errmsg: str = "") -> None:
        self.errcode = errcode
        self.errmsg = errmsg or ERRMSGS.get(errcode, "error")
        super().__init__(errcode)


class SmsRefused(Exception):
    """An SMS vendor does not take a message; `code` is a word of the vendor's."""

    def __init__(self, code: str, message: str, status: int = 200) -> None:
        self.code = code
        self.message = message
        self.status = status
        super().__init__(code)


class ControlRefused(Exception):
    """The simulator cannot do what its user asks; the text says why."""
