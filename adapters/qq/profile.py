"""What QQ shows of a person; her gender and her home are not her real ones.

https://wiki.connect.qq.com/get_user_info
"""

import re
from typing import Final

from adapters.qq.answers import Answer
from domain.model.profile import NO_CHANGES, ProfileChanges

# The first is of 100 pixels and not everybody's, the second of 40 and everybody's.
_PICTURES: Final = ("figureurl_qq_2", "figureurl_qq_1")
_HTTP: Final = re.compile(r"\Ahttp:")


def profile_in(answer: Answer) -> ProfileChanges:
    """Return the nickname and the picture, so far as they are of any use."""
    nickname = answer.fields.get("nickname")
    if not isinstance(nickname, str):
        return NO_CHANGES
    return ProfileChanges.from_provider(nickname=nickname, avatar_url=_picture(answer))


def _picture(answer: Answer) -> str:
    """Return the address of the largest picture; QQ says http, and serves https all the same."""
    for field in _PICTURES:
        match answer.fields.get(field):
            case str(url) if url:
                return _HTTP.sub("https:", url)
    return ""
