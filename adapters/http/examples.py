"""Examples of every body, in and out, for the OpenAPI description; the tests hold them true."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from adapters.http.bodies import (
    AccountOut,
    DeviceOut,
    DevicesOut,
    ProfileOut,
    RefreshedOut,
    SessionOut,
)
from adapters.http.health import Health
from adapters.http.sign_in_bodies import SignInOut
from domain.model.outcomes import Outcome

_SIGNED_IN_AT: Final = datetime(2026, 11, 21, 8, 30, 0, 123456, UTC)
_SESSION_ID: Final = UUID("01a1fdb3-ec9f-73c4-96c1-45337425e0ad")
_ACCESS: Final = "gya_AaH9s-yfc8SWwUUzdCXgrQBrAZHd.vKxD0N7fc1gV86GtelMIThFRa1c5O3IBAbnDazbFaTk"
_REFRESH: Final = (
    "gyr_AaH9s-yfc8SWwUUzdCXgrUeSYhehU-Z5TRd-RjnTHsAFTAgo7978Zi5ctXd9D7tv33cV8TEiDxDZbpJPU1esGg"
)
_AVATAR: Final = "https://thirdwx.qlogo.cn/mmopen/xiaolin/132"

_CODE: Final = "0a3Xk1Ga1Zx9AH0Hk2Ha1mJp7k2Xk1Gz"
_SIGNED: Final = {
    "raw_data": f'{{"nickName":"小林","gender":0,"language":"zh_CN","avatarUrl":"{_AVATAR}"}}',
    "signature": "75e81ceda165f4ffa64f4068af58c64b8f54b88c",
}
_SEALED: Final = {
    "encrypted_data": "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS",
    "iv": "r7BXXKkLb8qrSNn05n0qiA==",
}

ALIVE: Final = Health("ok")
NOT_READY: Final = Health("unavailable", "store")

ACCOUNT: Final = AccountOut(
    id=UUID("01a1fdb3-ec9f-70c4-abf4-35e2a2f14705"),
    status="active",
    phone="138****8000",
    profile=ProfileOut("小林", _AVATAR),
    registered_at=_SIGNED_IN_AT,
    last_login_at=_SIGNED_IN_AT,
)

_SESSION: Final = SessionOut(
    id=_SESSION_ID,
    access_token=_ACCESS,
    expires_at=datetime(2026, 11, 21, 10, 30, 0, 123456, UTC),
    refresh_token=_REFRESH,
    refresh_expires_at=datetime(2026, 12, 21, 8, 30, 0, 123456, UTC),
)

SIGNED_IN: Final = SignInOut(Outcome.LOGGED_IN, ACCOUNT, _SESSION, ())
CREATED: Final = SignInOut(Outcome.CREATED, ACCOUNT, _SESSION, ())
REFRESHED: Final = RefreshedOut(_SESSION)

DEVICES: Final = DevicesOut(
    [
        DeviceOut(
            id=_SESSION_ID,
            app="shop",
            created_at=_SIGNED_IN_AT,
            expires_at=_SESSION.refresh_expires_at,
            address="203.0.113.7",
            device="Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) MicroMessenger/8.0.66",
            current=True,
        )
    ]
)

Bodies = dict[str, dict[str, Any]]
"""Bodies to send, by what they are for."""

LOGIN: Final[Bodies] = {
    "plain": {"code": _CODE},
    "repeatable": {"code": _CODE, "nonce": "c7f1c0de5a1e4f0b"},
    "after identity_quarantined": {"code": _CODE, "start_afresh": True},
    "with the profile": {"code": _CODE, "profile": {**_SIGNED, **_SEALED}},
}
QQ_LOGIN: Final[Bodies] = {
    "plain": {"code": "0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
    "after identity_quarantined": {
        "code": "0A1B2C3D4E5F60718293A4B5C6D7E8F9",
        "start_afresh": True,
    },
}
WECHAT_PROFILE: Final[Bodies] = {
    "signed": {"app": "shop", **_SIGNED},
    "sealed": {"app": "shop", **_SEALED},
}
PROFILE_CHANGES: Final[Bodies] = {
    "a new name": {"nickname": "小林"},
    "a new picture": {"avatar_url": "https://example.com/me.png"},
    "no picture": {"avatar_url": ""},
}
REFRESH: Final[Bodies] = {"refresh": {"refresh_token": _REFRESH}}
LOGOUT: Final[Bodies] = {
    "this device": {"scope": "this"},
    "all but this": {"scope": "others"},
    "everywhere": {"scope": "all"},
}
