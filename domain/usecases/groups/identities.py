"""What an account is signed in to by: looking, binding, unbinding."""

import attrs

from domain.model.app import Apps
from domain.usecases.bind_openid import BindOpenId
from domain.usecases.list_identities import ListIdentities
from domain.usecases.parts import Parts
from domain.usecases.unbind import Unbind


@attrs.frozen(kw_only=True)
class IdentityUseCases:
    """What an account is signed in to by: looking, binding, unbinding."""

    list: ListIdentities
    bind_openid: BindOpenId
    unbind: Unbind

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "IdentityUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            list=ListIdentities(store=store),
            bind_openid=BindOpenId(
                apps=apps,
                prove=parts.prove_code,
                refuse=parts.refuse,
                automatic_merge=parts.automatic_merge,
                quarantine=parts.quarantine,
                store=store,
                ids=ids,
                clock=clock,
            ),
            unbind=Unbind(apps=apps, store=store, ids=ids, clock=clock),
        )
