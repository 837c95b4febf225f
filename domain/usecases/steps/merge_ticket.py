"""What a merge ticket says: which two accounts one person proved, and how they were then."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import attrs

from domain.model.account import Account
from domain.model.values import AccountId


@attrs.frozen(kw_only=True)
class MergeTicket:
    """Two accounts at their versions; who goes on is judged as things were at `at`."""

    versions: Mapping[AccountId, int]
    at: datetime

    @classmethod
    def of(cls, pair: Iterable[Account], at: datetime) -> Self:
        """Return the ticket for these accounts, as they will be."""
        return cls(versions={one.id: one.version for one in pair}, at=at)

    def names(self, account: Account) -> bool:
        """Tell whether the account is still what it was."""
        return self.versions.get(account.id) == account.version

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        versions = {str(id_): version for id_, version in self.versions.items()}
        return {"accounts": versions, "at": self.at.isoformat()}

    @classmethod
    def of_json(cls, payload: Any) -> Self:
        """Read a payload."""
        versions = {AccountId(UUID(id_)): one for id_, one in payload["accounts"].items()}
        return cls(versions=versions, at=datetime.fromisoformat(payload["at"]))
