"""Where accounts, identities and sessions live: read freely, decide purely, write once."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.model.account import Account, Holder
from domain.model.identity import BoundIdentity, Identity
from domain.model.limits import Hits, Limit
from domain.model.merge_case import MergeCase
from domain.model.session import Session, SignedIn
from domain.model.values import AccountId, MergeCaseId, SessionId
from ports.login_codes import SessionKey
from ports.writes import Batch


class Store(Protocol):
    """Reads see every batch that was acknowledged before them; none holds a lock.

    Every method raises StoreUnavailable when the store cannot be reached in time.
    """

    async def holders(self, identities: Collection[Identity], *, now: datetime) -> list[Holder]:
        """Return the accounts that hold any of these identities, each once."""

    async def identities_of(self, account_id: AccountId) -> list[BoundIdentity]:
        """Return every identity of an account, superseded ones too, oldest first."""

    async def account(self, account_id: AccountId) -> Account | None:
        """Return the account of this id, whatever its status."""

    async def aliases(self, account_id: AccountId) -> list[Account]:
        """Return the accounts that were merged into this one, by their ids."""

    async def merge_case(self, case_id: MergeCaseId) -> MergeCase | None:
        """Return a merge, with its snapshot while there is one that opens."""

    async def merge_cases(self, account_id: AccountId) -> list[MergeCase]:
        """Return the merges that this account survived or was lost in, newest first.

        Their snapshots are left out.
        """

    async def signed_in(self, session_id: SessionId) -> SignedIn | None:
        """Return a session, live or not, with its account."""

    async def live_sessions(self, account_id: AccountId, *, now: datetime) -> list[Session]:
        """Return the account's sessions that are live in its present epoch, newest first."""

    async def session_keys(self, app_id: str, openid: str) -> list[SessionKey]:
        """Return the ring of a person in an app, at most three, newest first, dropped left out."""

    async def remembered(
        self, purpose: str, secret: str, *, bound: str, now: datetime
    ) -> bytes | None:
        """Return the payload of an unexpired one-time row, if it is bound to this."""

    async def password(self, account_id: AccountId) -> str | None:
        """Return the hash of the account's password, if it has one."""

    async def hits(self, limit: Limit, subject: str, *, now: datetime) -> Hits | None:
        """Return what the limit has counted of this subject in its present window, if any."""

    async def apply(self, batch: Batch) -> None:
        """Commit the whole batch, durably, or nothing.

        Raises:
            WriteConflict: a guard failed; nothing is stored.
        """
