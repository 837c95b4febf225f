"""What the settings come to, in the words of the domain and as parts of this room."""

from collections.abc import Mapping
from typing import Final

from adapters.system.phones import PhoneNumbers
from adapters.system.settings import QqAppSettings, Settings, WeChatAppSettings
from adapters.system.settings_check import SettingsError
from adapters.system.vault import RingVault
from domain.model.app import App, AppKind, Apps
from domain.model.identity import Provider
from domain.model.policy import AutoMerge, Policy
from ports.upkeep import Upkeep

_QQ_KINDS: Final = {"web": AppKind.WEBSITE, "mini_program": AppKind.MINI_PROGRAM}


def apps_of(settings: Settings) -> Apps:
    """Return the operator's apps at WeChat and QQ."""
    of_wechat = (
        App(alias, AppKind(app.kind), app.app_id, app.platform)
        for alias, app in settings.wechat.apps.items()
    )
    of_qq = (
        App(alias, _QQ_KINDS[app.kind], app.app_id, app.developer, Provider.QQ)
        for alias, app in settings.qq.apps.items()
    )
    return Apps((*of_wechat, *of_qq))


def app_names_of(settings: Settings) -> Mapping[str, str]:
    """Return what the apps are called, by their app ids."""
    return {app.app_id: app.alias for app in apps_of(settings)}


def secrets_of(apps: Mapping[str, WeChatAppSettings | QqAppSettings]) -> Mapping[str, str]:
    """Return the apps' secrets, by their app ids."""
    return {app.app_id: app.secret.reveal() for app in apps.values()}


def policy_of(settings: Settings) -> Policy:
    """Return the operator's choices."""
    policy = settings.policy
    return Policy(
        auto_merge=AutoMerge(policy.auto_merge),
        trust_phone_button=policy.phone_button == "trust",
        ask_for_number=policy.qq_bind == "page",
        sms_a_day=policy.sms_a_day,
        phone_codes_a_day=policy.phone_codes_a_day,
    )


def phones_of(settings: Settings) -> PhoneNumbers:
    """Return the reader of the numbers that are served."""
    regions = settings.policy.regions
    return PhoneNumbers(regions, default=regions[0])


def ring_of(settings: Settings) -> list[str]:
    """Return the key ring, newest first."""
    return [key.reveal() for key in settings.keys.ring]


def vault_of(settings: Settings) -> RingVault:
    """Return the vault of the configured keys."""
    return RingVault(ring=ring_of(settings), index=settings.keys.index.reveal())


async def check_places(settings: Settings, store: Upkeep) -> None:
    """See that everybody in the store can be reached by an app.

    Raises:
        SettingsError: the store knows people by an app, platform or developer that is gone.
    """
    for place in apps_of(settings).orphaned(await store.places()):
        raise SettingsError(
            f"{place.kind.provider}.apps",
            f"the store holds a {place.kind} of {place.scope!r}, no app does",
        )
