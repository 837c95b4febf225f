"""What may be configured about sending codes: `[sms]` and one table for its provider."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from adapters.system.secret import Secret
from domain.model.sms_code import CodePurpose

Base = Annotated[str, Meta(pattern=r"\Ahttps?://[^?#]+[^/?#]\Z")]


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file; unknown keys are refused."""


class WebhookSettings(_Section, frozen=True):
    """The operator's own gateway."""

    url: Annotated[str, Meta(pattern=r"\Ahttps?://[^?#]+\Z")]
    key: Secret


class TencentSettings(_Section, frozen=True):
    """Tencent Cloud SMS; `templates` names others than `template`, by purpose."""

    secret_id: str
    secret_key: Secret
    sdk_app_id: str
    sign_name: str
    template: str
    templates: dict[CodePurpose, str] = {}
    region: str = "ap-guangzhou"
    api_base: Base = "https://sms.tencentcloudapi.com"


class AliyunSettings(_Section, frozen=True):
    """Aliyun Dysmsapi; `templates` names others than `template`, by purpose."""

    access_key_id: str
    access_key_secret: Secret
    sign_name: str
    template: str
    templates: dict[CodePurpose, str] = {}
    region: str = "cn-hangzhou"
    api_base: Base = "https://dysmsapi.aliyuncs.com"


class SmsSettings(_Section, frozen=True):
    """Who sends codes; nobody, unless it is said. `console` is for development alone."""

    provider: Literal["none", "console", "webhook", "tencent", "aliyun"] = "none"
    webhook: WebhookSettings | None = None
    tencent: TencentSettings | None = None
    aliyun: AliyunSettings | None = None
