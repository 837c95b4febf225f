"""What the operator may see of an account."""

import attrs

from domain.model.account import Account
from domain.model.audit import AuditRow
from domain.model.errors import UnknownAccount
from domain.model.merge_case import MergeCase
from domain.model.values import AccountId
from domain.usecases.steps.shown_identity import AppNames, ShownIdentity
from domain.usecases.steps.sides import read_side
from ports.store import Store
from ports.system import Clock
from ports.upkeep import Upkeep


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
    app_names: AppNames

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
            identities=tuple(ShownIdentity.of(one, self.app_names) for one in side.own),
            has_password=side.has_password,
            live_sessions=len(sessions),
            aliases=tuple(one.id for one in side.aliases),
            merges=tuple(await self.store.merge_cases(account_id)),
            trail=tuple(await self.upkeep.trail(account_id)),
        )
