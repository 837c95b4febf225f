"""What WeChat shows of a person who agreed to that.

https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Authorized_Interface_Calling_UnionID.html
"""

from typing import Final

import attrs

from adapters.wechat.answers import Answer, malformed
from adapters.wechat.subjects import openid_in, unionid_in
from domain.model.profile import NO_CHANGES, ProfileChanges


@attrs.frozen
class UserInfo:
    """Who she is in all apps of the platform, and what she looks like."""

    unionid: str | None = attrs.field(default=None, repr=False)
    profile: ProfileChanges = NO_CHANGES


NOTHING_TOLD: Final = UserInfo()


def read_user_info(answer: Answer, openid: str) -> UserInfo:
    """Return what the answer tells of the person with this openid.

    Raises:
        ProviderUnavailable: it is about somebody else, or malformed.
    """
    if openid_in(answer) != openid:
        raise malformed(answer.call, "openid")
    profile = NO_CHANGES
    match answer.fields:
        case {"nickname": str(nickname), "headimgurl": str(avatar_url)}:
            profile = ProfileChanges.from_provider(nickname=nickname, avatar_url=avatar_url)
    return UserInfo(unionid_in(answer), profile)
