"""A profile, out of what WeChat signed or sealed."""

from datetime import datetime

from adapters.wechat.sealed import Fields, open_sealed, open_signed
from domain.model.errors import ProfileNotOpened
from domain.model.profile import ProfileChanges
from ports.mini_program import ProfileData


def open_profile(
    data: ProfileData, *, session_key: str, app_id: str, openid: str, now: datetime
) -> ProfileChanges:
    """Return what the data says; where both halves are given, both have to hold.

    Raises:
        ProfileNotOpened: for every cause alike.
    """
    fields: Fields = {}
    if data.raw_data is not None or data.signature is not None:
        fields = open_signed(data.raw_data or "", data.signature or "", session_key=session_key)
    if data.encrypted_data is not None or data.iv is not None:
        fields = open_sealed(
            data.encrypted_data or "",
            data.iv or "",
            session_key=session_key,
            app_id=app_id,
            now=now,
        )
    if fields.get("openId", openid) != openid:
        raise ProfileNotOpened
    match fields:
        case {"nickName": str(nickname), "avatarUrl": str(avatar_url)}:
            return ProfileChanges.from_provider(nickname=nickname, avatar_url=avatar_url)
    raise ProfileNotOpened
