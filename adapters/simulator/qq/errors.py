"""What QQ says to each of its error numbers.

https://wiki.connect.qq.com/公共返回码说明
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DESCRIPTIONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        100000: "param response_type is wrong or lost",
        100001: "param client_id is wrong or lost",
        100002: "param client_secret is wrong or lost",
        100004: "param grant_type is wrong or lost",
        100005: "param code is wrong or lost",
        100006: "param refresh_token is wrong or lost",
        100007: "param access_token is wrong or lost",
        100008: "client id is illegal",
        100009: "client secret is illegal",
        100010: "redirect uri is illegal",
        100011: "app is not online",
        100013: "access token is illegal",
        100014: "access token is expired",
        100015: "access token is revoked",
        100016: "access token check failed",
        100019: "code to access token error",
        100020: "code is reused error",
        100021: "refresh token to access token error",
        100029: "bad request",
        100030: "user has not authorized this api",
        100048: "no permission to get unionid",
    }
)


def described(error: int) -> str:
    """Return the error's description; one that nobody has seen yet is just that."""
    return DESCRIPTIONS.get(error, "system error")


class QQRefused(Exception):
    """QQ answers with an error number; still HTTP 200."""

    def __init__(self, error: int) -> None:
        self.error = error
        super().__init__(error)
