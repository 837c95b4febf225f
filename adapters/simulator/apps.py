"""Mini programs registered with the simulated WeChat."""

import attrs


@attrs.frozen
class SimulatedApp:
    """An app and its standing; apps of one open platform account share unionids.

    `frozen` is the secret's state, `ip_allow` the addresses that may use it: none means any.
    A `personal` app belongs to no company; WeChat tells it no telephone number.
    """

    alias: str
    app_id: str
    secret: str = attrs.field(repr=False)
    platform: str | None = None
    frozen: bool = attrs.field(default=False, kw_only=True)
    ip_allow: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    personal: bool = attrs.field(default=False, kw_only=True)
