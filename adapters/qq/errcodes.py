"""QQ's error numbers, and what each means to us."""

import logging
from collections.abc import Mapping
from typing import Final

from adapters.qq.answers import Answer
from domain.model.errors import (
    CodeRejected,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
    Refused,
    Unavailable,
)

Verdict = type[Refused] | type[Unavailable]

NO_UNIONID: Final = 100048
"""The app was not given permission to see unionids, which a sign-in can do without."""

_RETRY: Final = ProviderUnavailable
_REDO: Final = CodeRejected
_SLOW: Final = ProviderBusy
_OPS: Final = ProviderMisconfigured

VERDICTS: Final[Mapping[int, Verdict]] = {
    1002: _REDO,  # dead access token, as the profile has it
    21006: _OPS,  # the page's callback is not of the registered domain
    100000: _OPS,  # no response_type, or a wrong one
    100001: _OPS,  # no client_id
    100002: _OPS,  # no client_secret
    100003: _OPS,  # no Authorization header
    100004: _OPS,  # no grant_type, or a wrong one
    100005: _OPS,  # no code
    100006: _OPS,  # no refresh_token
    100007: _OPS,  # no access_token
    100008: _OPS,  # appid unknown
    100009: _OPS,  # wrong secret
    100010: _OPS,  # redirect_uri not registered
    100011: _OPS,  # the app is not online yet
    100012: _OPS,  # not by POST
    100013: _REDO,  # access token invalid
    100014: _REDO,  # access token expired
    100015: _REDO,  # access token revoked
    100016: _REDO,  # access token not to be verified
    100017: _REDO,  # the code's app is not to be found
    100018: _REDO,  # the code is not to be found
    100019: _REDO,  # code wrong, too old or of another app
    100020: _REDO,  # code used before
    100021: _REDO,  # refresh token used before
    100022: _OPS,  # the app's permissions, QQ's inside
    100023: _OPS,
    100024: _OPS,
    100025: _OPS,
    100026: _OPS,
    100027: _OPS,
    100029: _OPS,  # malformed request
    100030: _REDO,  # the person did not allow this call
    100031: _OPS,  # the app may not use this call
    NO_UNIONID: _OPS,
    -1: _RETRY,  # from here on those of mini programs: busy
    40001: _OPS,  # wrong secret
    40002: _OPS,  # wrong grant_type
    40013: _OPS,  # wrong appid
    40029: _REDO,  # code wrong, too old or used before
    45011: _SLOW,  # too many calls in a minute
}
"""Of the website's calls and of the mini program's.

https://wiki.connect.qq.com/公共返回码说明
https://q.qq.com/wiki/develop/miniprogram/server/open_port/port_login.html
"""

_logger: Final = logging.getLogger("guiyi.qq")


def accepted(answer: Answer) -> Answer:
    """Return the answer unless it is an error; what the operator needs of one is in its detail.

    That is the call and the number. QQ's own text stays unsaid: it may repeat what we sent.

    Raises:
        CodeRejected: the caller has to know; the detail is logged here.
        ProviderBusy, ProviderUnavailable, ProviderMisconfigured: with the detail inside.
    """
    if not answer.error:
        return answer
    verdict = VERDICTS.get(answer.error, _RETRY)
    detail = f"{answer.call}: error {answer.error}"
    if issubclass(verdict, Unavailable):
        raise verdict(detail)
    _logger.info(detail)
    raise verdict
