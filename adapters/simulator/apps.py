"""Apps registered with the simulated WeChat and QQ."""

from typing import Literal

import attrs

Provider = Literal["wechat", "qq"]
Kind = Literal["mini_program", "website", "official_account", "mobile"]


@attrs.frozen
class SimulatedApp:
    """An app and its standing; apps of one platform share unionids.

    `platform` is an open platform account of WeChat's, or a developer account of QQ's.
    `frozen` is the secret's state, `ip_allow` the addresses that may use it: none means any.
    A `personal` app belongs to no company; WeChat tells it no telephone number.

    People come back from an authorize page to `redirect_domain`, a bare host of WeChat's kinds, or
    to one of QQ's `redirect_uris`, whole; none means any. Of QQ's alone: without
    `unionid_permission` no unionid is told, and while an app is not `online` nobody but its
    `owner`, a person's id, can sign in to it.
    """

    alias: str
    app_id: str
    secret: str = attrs.field(repr=False)
    platform: str | None = None
    provider: Provider = attrs.field(default="wechat", kw_only=True)
    kind: Kind = attrs.field(default="mini_program", kw_only=True)
    frozen: bool = attrs.field(default=False, kw_only=True)
    ip_allow: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    personal: bool = attrs.field(default=False, kw_only=True)
    redirect_domain: str | None = attrs.field(default=None, kw_only=True)
    redirect_uris: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    unionid_permission: bool = attrs.field(default=True, kw_only=True)
    online: bool = attrs.field(default=True, kw_only=True)
    owner: str | None = attrs.field(default=None, kw_only=True)

    def is_a(self, provider: Provider, *kinds: Kind) -> bool:
        """Tell whether the app is of the provider's, and of one of these kinds."""
        return self.provider == provider and self.kind in kinds
