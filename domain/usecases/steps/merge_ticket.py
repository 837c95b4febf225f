"""What a merge ticket says: which two accounts one person proved, and how they were then."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import attrs

from domain.model.side import Side
from domain.model.values import AccountId


@attrs.frozen(kw_only=True)
class MergeTicket:
    """Two accounts as they were; who goes on is judged as of `at`.

    Attributes:
        versions: theirs, which grow with every change.
        doors: digests of what lets people in, which a change of what they show leaves as it is.
        until: when the ticket ends, and every one that is given instead of it.
    """

    versions: Mapping[AccountId, int]
    doors: Mapping[AccountId, str]
    at: datetime
    until: datetime

    @classmethod
    def of(cls, sides: Collection[Side], *, at: datetime, until: datetime) -> Self:
        """Return the ticket for these accounts."""
        return cls(
            versions={one.account.id: one.account.version for one in sides},
            doors={one.account.id: _door_of(one) for one in sides},
            at=at,
            until=until,
        )

    def names(self, sides: Collection[Side]) -> bool:
        """Tell whether the accounts are still what they were."""
        return all(self.versions.get(one.account.id) == one.account.version for one in sides)

    def anew(self, sides: Collection[Side]) -> Self | None:
        """Return the ticket for them as they are now, if they only show something else."""
        again = self.of(sides, at=self.at, until=self.until)
        return again if again.doors == self.doors else None

    def as_json(self) -> Any:
        """Return it as the ticket's payload."""
        accounts = {str(id_): [one, self.doors[id_]] for id_, one in self.versions.items()}
        return {
            "accounts": accounts,
            "at": self.at.isoformat(),
            "until": self.until.isoformat(),
        }

    @classmethod
    def of_json(cls, payload: Any) -> Self:
        """Read a payload."""
        accounts = {AccountId(UUID(id_)): one for id_, one in payload["accounts"].items()}
        return cls(
            versions={id_: version for id_, (version, _) in accounts.items()},
            doors={id_: door for id_, (_, door) in accounts.items()},
            at=datetime.fromisoformat(payload["at"]),
            until=datetime.fromisoformat(payload["until"]),
        )


def _door_of(side: Side) -> str:
    """Digest how an account stands, since when its sessions are good, and what opens it."""
    own = [[str(one.id), one.proof.method, one.proof.proved_at.isoformat()] for one in side.own]
    told = [side.account.status, side.account.epoch, sorted(own), side.password]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
