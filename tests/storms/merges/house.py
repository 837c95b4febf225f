"""Who is who among a person's accounts, as it is stored."""

from collections.abc import Iterable, Mapping
from typing import Self
from uuid import UUID

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.identity import Identity, IdentityKind
from domain.model.values import AccountId
from ports.store import Store
from tests.service.processes import APPS
from tests.storms.merges.person import is_number

ALIASES = {app_id: alias for alias, (app_id, _secret, _platform) in APPS.items()}


@attrs.frozen
class House:
    """The accounts by their ids, and who holds what.

    An identity is called what a person shows it by, an app's alias or a number; a unionid, which
    nobody shows by itself, is called what its platform is.
    """

    accounts: Mapping[str, Account]
    holders: Mapping[str, str]

    @classmethod
    async def read(cls, store: Store, ids: Iterable[str]) -> Self:
        """Read the accounts; none of their identities may be there twice."""
        accounts, holders = {}, {}
        for id_ in dict.fromkeys(ids):
            account_id = AccountId(UUID(id_))
            accounts[id_] = await store.account(account_id)
            for bound in await store.identities_of(account_id):
                name = name_of(bound.identity)
                assert name not in holders, f"{name} is held twice"
                holders[name] = id_
        return cls(accounts, holders)

    @property
    def roots(self) -> list[str]:
        """The accounts that were not merged into another."""
        return [id_ for id_ in self.accounts if not self._is_merged(id_)]

    def root(self, account_id: str) -> str:
        """Return what the id resolves to."""
        into = self.accounts[account_id].merged_into
        return account_id if into is None else str(into)

    def ways(self, account_id: str) -> tuple[str, ...]:
        """Return what its owner can sign in to an account by."""
        held = (name for name, holder in self.holders.items() if holder == account_id)
        return tuple(name for name in held if is_number(name) or name in APPS)

    def assert_forest(self) -> None:
        """Find every merged account one step from one that is not, and nothing left on it."""
        for id_, account in self.accounts.items():
            assert self._is_merged(id_) == (account.merged_into is not None), account
            assert self.root(id_) in self.roots, account
        assert set(self.holders.values()) <= set(self.roots)

    def _is_merged(self, account_id: str) -> bool:
        return self.accounts[account_id].status is AccountStatus.MERGED


def name_of(identity: Identity) -> str:
    """Return what an identity is called."""
    match identity.kind:
        case IdentityKind.PHONE:
            return identity.subject
        case IdentityKind.WECHAT_OPENID:
            return ALIASES[identity.scope]
        case IdentityKind.WECHAT_UNIONID:
            return identity.scope
