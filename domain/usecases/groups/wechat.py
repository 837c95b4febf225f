"""Signing in by a mini program, and the profile it knows."""

import attrs

from domain.model.app import Apps
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.login_by_wechat_phone import LoginByWeChatPhone
from domain.usecases.parts import Parts
from domain.usecases.steps.profile_opener import ProfileOpener
from domain.usecases.update_profile import UpdateProfile, UpdateWeChatProfile


@attrs.frozen(kw_only=True)
class WeChatUseCases:
    """Signing in by a mini program, and the profile it knows."""

    login: LoginByOpenId
    login_by_phone: LoginByWeChatPhone
    update_profile: UpdateProfile
    update_wechat_profile: UpdateWeChatProfile

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "WeChatUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, clock = ports.store, ports.clock
        opener = ProfileOpener(store=store, mini_program=ports.mini_program, clock=clock)
        update_profile = UpdateProfile(store=store, clock=clock)
        return cls(
            login=LoginByOpenId(
                apps=apps,
                prove=parts.prove_code,
                open_profile=opener,
                enter=parts.enter_by_openid,
                store=store,
            ),
            login_by_phone=LoginByWeChatPhone(
                apps=apps,
                prove_code=parts.prove_code,
                prove_phone=parts.prove_phone,
                login=parts.login_by_phone,
                store=store,
            ),
            update_profile=update_profile,
            update_wechat_profile=UpdateWeChatProfile(
                apps=apps, store=store, open_profile=opener, update=update_profile
            ),
        )
