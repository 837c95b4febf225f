"""The ids that WeChat knows people by."""

import re
from typing import Final

from adapters.wechat.answers import Answer

_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")


def openid_in(answer: Answer) -> str:
    """Return whom the answer is about.

    Raises:
        ProviderUnavailable: it does not say, or not in the shape of an openid.
    """
    return answer.text("openid", _SUBJECT)


def unionid_in(answer: Answer) -> str | None:
    """Return who that is in all apps of the platform; None if the answer does not say.

    Raises:
        ProviderUnavailable: what it says has not the shape of a unionid.
    """
    if answer.fields.get("unionid") in (None, ""):
        return None
    return answer.text("unionid", _SUBJECT)
