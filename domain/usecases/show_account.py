"""What the operator may see of an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import attrs

from domain.model.account import Account
from domain.model.audit import AuditRow
from domain.model.errors import UnknownAccount
from domain.model.identity import BoundIdentity, IdentityKind, Place, ProofMethod
from domain.model.merge_case import MergeCase
from domain.model.values import AccountId, IdentityId, masked
from domain.usecases.steps.sides import read_side
from ports.store import Store
from ports.system import Clock
from ports.upkeep import Upkeep

Aliases = Mapping[str, str]
"""The aliases of the configured apps, by app id."""


@attrs.frozen(kw_only=True)
class ShownIdentity:
    """An identity without its subject.

    `where` is the alias of its app, or its open platform; a number has none, but a hint instead:
    all of it but the middle.
    """

    id: IdentityId
    kind: IdentityKind
    method: ProofMethod
    proved_at: datetime
    superseded: bool = False
    where: str | None = None
    hint: str | None = None

    @classmethod
    def of(cls, bound: BoundIdentity, aliases: Aliases) -> Self:
        """Return what may be shown of an identity."""
        identity, is_number = bound.identity, bound.identity.kind is IdentityKind.PHONE
        return cls(
            id=bound.id,
            kind=identity.kind,
            method=bound.proof.method,
            proved_at=bound.proof.proved_at,
            superseded=bound.superseded,
            where=where(identity.place, aliases),
            hint=masked(identity.subject) if is_number else None,
        )


def where(place: Place, aliases: Aliases) -> str | None:
    """Return what the operator calls the scope of a place; there is one realm of numbers."""
    if place.kind is IdentityKind.PHONE:
        return None
    return aliases.get(place.scope, place.scope)


@attrs.frozen(kw_only=True)
class ShownAccount:
    """An account with all that hangs on it, as far as it may be shown.

    `aliases` were merged into it; `merges` come newest first, `trail` oldest first.
    """

    account: Account
    identities: tuple[ShownIdentity, ...]
    has_password: bool
    live_sessions: int
    aliases: tuple[AccountId, ...]
    merges: tuple[MergeCase, ...]
    trail: tuple[AuditRow, ...]


@attrs.frozen(kw_only=True)
class ShowAccount:
    """Look at one account; nothing is written."""

    store: Store
    upkeep: Upkeep
    clock: Clock
    aliases: Aliases

    async def __call__(self, account_id: AccountId) -> ShownAccount:
        """Return the account of this id, a merged one too.

        Raises:
            UnknownAccount: there is none.
            StoreUnavailable: the store cannot be reached.
        """
        account = await self.store.account(account_id)
        if account is None:
            raise UnknownAccount
        side = await read_side(self.store, account)
        sessions = await self.store.live_sessions(account_id, now=self.clock.now())
        return ShownAccount(
            account=account,
            identities=tuple(ShownIdentity.of(one, self.aliases) for one in side.own),
            has_password=side.has_password,
            live_sessions=len(sessions),
            aliases=tuple(one.id for one in side.aliases),
            merges=tuple(await self.store.merge_cases(account_id)),
            trail=tuple(await self.upkeep.trail(account_id)),
        )
