"""WeChat's error numbers, and what each means to us."""

import logging
import re
from collections.abc import Mapping
from typing import Final

import attrs

from adapters.wechat.answers import Answer
from domain.model.errors import (
    CodeRejected,
    PersonRefused,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
    Refused,
    Unavailable,
)


@attrs.frozen
class Verdict:
    """Our error for a number of theirs; `retry_after` in seconds where it is not the usual."""

    error: type[Refused] | type[Unavailable]
    retry_after: int | None = None


_RETRY: Final = Verdict(ProviderUnavailable)
_REDO: Final = Verdict(CodeRejected)
_DENY: Final = Verdict(PersonRefused)
_SLOW: Final = Verdict(ProviderBusy)
_QUOTA: Final = Verdict(ProviderBusy, retry_after=3600)
_OPS: Final = Verdict(ProviderMisconfigured)

BUSY: Final = -1

TOKEN_DEAD: Final = frozenset({40001, 40014, 42001})
"""An access token is not the newest, is wrong, or has expired: a fresh one may do."""

VERDICTS: Final[Mapping[int, Verdict]] = {
    BUSY: _RETRY,
    40001: _OPS,  # wrong secret, or a dead access token and no other to be had
    40002: _OPS,  # wrong grant_type
    40003: _DENY,  # an openid of another app
    40013: _OPS,  # wrong appid
    40014: _OPS,  # dead access token
    40029: _REDO,  # code wrong, too old, of another kind or of another app
    40030: _REDO,  # wrong refresh_token
    40097: _OPS,  # wrong parameter
    40125: _OPS,  # wrong secret
    40163: _REDO,  # code used before
    40164: _OPS,  # our address is not on the allow list
    40226: _DENY,  # a person of high risk
    40243: _OPS,  # secret frozen
    41002: _OPS,  # no appid
    41004: _OPS,  # no secret
    41008: _OPS,  # no code
    42001: _OPS,  # dead access token
    42002: _REDO,  # refresh_token too old
    42003: _REDO,  # OAuth code too old
    43002: _OPS,  # not by POST
    44002: _OPS,  # empty body
    45009: _QUOTA,  # the day's calls are used up
    45011: _SLOW,  # too many calls in a minute
    47001: _OPS,  # body not JSON
    48001: _OPS,  # the app may not use this call
    48017: _OPS,  # an address that WeChat has retired
    87007: _REDO,  # session_key gone
    87008: _REDO,  # wrong sig_method
    87009: _REDO,  # signed with a session_key that is not the person's
    89501: _OPS,  # the app's administrator has to allow our address, and has not yet,
    89503: _OPS,
    89506: _OPS,  # or has refused to
    89507: _OPS,
}
"""Those of the calls we make, and of their kin.

https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html and the
page of each call.
"""

_WORTH_TELLING: Final = re.compile(
    r"\b(?:invalid ip [0-9A-Fa-f.:]{2,45}|(?:rid|req_id): ?[A-Za-z0-9_-]{1,64})"
)

_logger: Final = logging.getLogger("guiyi.wechat")


def accepted(answer: Answer, verdicts: Mapping[int, Verdict] = VERDICTS) -> Answer:
    """Return the answer unless it is an error; what the operator needs of one is in its detail.

    Raises:
        CodeRejected, PersonRefused: the caller has to know; the detail is logged here.
        ProviderBusy, ProviderUnavailable, ProviderMisconfigured: with the detail inside.
    """
    if not answer.errcode:
        return answer
    verdict = verdicts.get(answer.errcode, _RETRY)
    if issubclass(verdict.error, Unavailable):
        raise verdict.error(_detail(answer), retry_after=verdict.retry_after)
    _logger.info(_detail(answer))
    raise verdict.error


def _detail(answer: Answer) -> str:
    """Say which call, which number, WeChat's request id, and the address it does not allow.

    The rest of errmsg stays unsaid: it may repeat what we sent.
    """
    detail = f"{answer.call}: errcode {answer.errcode}"
    errmsg = answer.fields.get("errmsg")
    if isinstance(errmsg, str):
        detail += "".join(f", {said}" for said in _WORTH_TELLING.findall(errmsg))
    return detail
