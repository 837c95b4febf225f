"""What the control API takes to change the vendors; unknown fields are refused."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from adapters.simulator.control_bodies import AppIn
from adapters.simulator.modes import (
    ContentType,
    DeadTokenErrcode,
    ExpiredCodeErrcode,
    QQDeadTokenError,
    QQDeny,
    QQJsonType,
    WebsiteDeny,
)

Quota = Annotated[int, Meta(ge=0)]


class AppChangesIn(AppIn, frozen=True, kw_only=True):
    """Change an app's standing; what is left out stays."""

    frozen: bool | UnsetType = UNSET
    ip_allow: tuple[str, ...] | UnsetType = UNSET
    personal: bool | UnsetType = UNSET
    platform: str | UnsetType | None = UNSET
    redirect_domain: str | UnsetType | None = UNSET
    redirect_uris: tuple[str, ...] | UnsetType = UNSET
    unionid_permission: bool | UnsetType = UNSET
    online: bool | UnsetType = UNSET
    owner: str | UnsetType | None = UNSET


class ModesIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Change how the vendor behaves; what is left out stays."""

    content_type: ContentType | UnsetType = UNSET
    dead_token_errcode: DeadTokenErrcode | UnsetType = UNSET
    errcode_on_success: bool | UnsetType = UNSET
    escaped_slashes: bool | UnsetType = UNSET
    rotating_session_keys: bool | UnsetType = UNSET
    logins_per_minute: Quota | UnsetType = UNSET
    stable_tokens_per_minute: Quota | UnsetType = UNSET
    classic_tokens_per_day: Quota | UnsetType = UNSET
    country_code_as_number: bool | UnsetType = UNSET
    openid_mismatch_errcode: int | UnsetType = UNSET
    phone_presses_free: Quota | UnsetType = UNSET
    phone_numbers_per_minute: Quota | UnsetType = UNSET
    message_checks_per_minute: Quota | UnsetType = UNSET
    sms_in_arrears: bool | UnsetType = UNSET
    oauth_tokens_per_minute: Quota | UnsetType = UNSET
    expired_code_errcode: ExpiredCodeErrcode | UnsetType = UNSET
    snapshot_told: bool | UnsetType = UNSET
    website_deny: WebsiteDeny | UnsetType = UNSET
    qq_deny: QQDeny | UnsetType = UNSET
    qq_json_type: QQJsonType | UnsetType = UNSET
    qq_expires_in_as_number: bool | UnsetType = UNSET
    qq_trailing_comma: bool | UnsetType = UNSET
    qq_dead_token_error: QQDeadTokenError | UnsetType = UNSET
