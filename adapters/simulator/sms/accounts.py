"""What an operator has with the SMS vendors; the defaults are for playing."""

import attrs


@attrs.frozen(kw_only=True)
class TencentAccount:
    """A Tencent Cloud key, an SMS application, a signature and templates with one parameter."""

    secret_id: str = attrs.field(default="AKIDsimulated")
    secret_key: str = attrs.field(default="simulated-tencent", repr=False)
    sdk_app_id: str = "1400000001"
    sign_name: str = "归一"
    templates: tuple[str, ...] = ("100001",)


@attrs.frozen(kw_only=True)
class AliyunAccount:
    """An Aliyun access key, a signature and templates with the parameter `code`."""

    access_key_id: str = "LTAIsimulated"
    access_key_secret: str = attrs.field(default="simulated-aliyun", repr=False)
    sign_name: str = "归一"
    templates: tuple[str, ...] = ("SMS_100000001",)


@attrs.frozen(kw_only=True)
class SmsAccounts:
    """One account with each vendor, and the bearer key of the plain webhook."""

    tencent: TencentAccount = TencentAccount()
    aliyun: AliyunAccount = AliyunAccount()
    webhook_key: str = attrs.field(default="simulated-webhook", repr=False)

    def secrets(self) -> frozenset[str]:
        """Return what nobody may read anywhere."""
        keys = (self.tencent.secret_key, self.aliyun.access_key_secret, self.webhook_key)
        return frozenset(keys)
