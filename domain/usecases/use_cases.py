"""Every use-case over one set of ports, in groups by what they are about."""

import attrs

from domain.model.app import Apps
from domain.model.policy import Policy
from domain.usecases.groups.identities import IdentityUseCases
from domain.usecases.groups.merges import MergeUseCases
from domain.usecases.groups.passwords import PasswordUseCases
from domain.usecases.groups.phones import PhoneUseCases
from domain.usecases.groups.sessions import SessionUseCases
from domain.usecases.groups.web import WebUseCases
from domain.usecases.groups.wechat import WeChatUseCases
from domain.usecases.parts import Parts, Ports


@attrs.frozen(kw_only=True)
class UseCases:
    """Everything that may be asked for."""

    sessions: SessionUseCases
    wechat: WeChatUseCases
    phones: PhoneUseCases
    passwords: PasswordUseCases
    identities: IdentityUseCases
    merges: MergeUseCases
    web: WebUseCases

    @classmethod
    def over(cls, ports: Ports, *, apps: Apps, policy: Policy) -> "UseCases":
        """Put every use-case over these ports."""
        parts = Parts(ports=ports, policy=policy)
        passwords = PasswordUseCases.over(parts, apps)
        identities = IdentityUseCases.over(parts, apps)
        return cls(
            sessions=SessionUseCases.over(ports),
            wechat=WeChatUseCases.over(parts, apps),
            phones=PhoneUseCases.over(parts, apps),
            passwords=passwords,
            identities=identities,
            merges=MergeUseCases.over(parts, apps),
            web=WebUseCases.over(parts, apps, identities, passwords),
        )
