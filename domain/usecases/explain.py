"""Why somebody was let in, bound or merged: what is known of whatever an id names."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import attrs

from domain.model.account import Account
from domain.model.audit import AuditRow, Deed
from domain.model.identity import BoundIdentity
from domain.model.merge_case import MergeCase
from domain.model.outcomes import Ended
from domain.model.session import Session
from domain.model.values import AccountId, MergeCaseId, SessionId
from domain.usecases.steps.shown_identity import AppNames, ShownIdentity
from domain.usecases.steps.snapshot import Snapshot
from ports.store import Store
from ports.system import Clock
from ports.upkeep import Upkeep


@attrs.frozen(kw_only=True)
class ExplainedSession:
    """A session, its account, and what signs in to that one now.

    `ended` is why it opens nothing any more, if that is so.
    """

    session: Session
    account: Account
    ended: Ended | None
    identities: tuple[ShownIdentity, ...]


@attrs.frozen(kw_only=True)
class ExplainedAccount:
    """An account, what signs in to it, and every fact of the trail that concerns it."""

    account: Account
    identities: tuple[ShownIdentity, ...]
    trail: tuple[AuditRow, ...]


@attrs.frozen(kw_only=True)
class ExplainedFact:
    """A fact of the trail, its account, and what signs in to that one now."""

    row: AuditRow
    account: Account
    identities: tuple[ShownIdentity, ...]


@attrs.frozen(kw_only=True)
class ExplainedMerge:
    """A merge with the facts of it and of its undoing.

    `moved` and `given_up` are as they were then, and None once the snapshot is gone.
    """

    case: MergeCase
    merged: AuditRow | None
    undone: AuditRow | None
    moved: tuple[ShownIdentity, ...] | None
    given_up: tuple[ShownIdentity, ...] | None


Explained = ExplainedSession | ExplainedAccount | ExplainedFact | ExplainedMerge


@attrs.frozen(kw_only=True)
class Explain:
    """Gather what is known of a session, an account, a fact of the trail or a merge."""

    store: Store
    upkeep: Upkeep
    clock: Clock
    app_names: AppNames

    async def __call__(self, id_: UUID) -> Explained | None:
        """Return what the id names, with what explains it; None if nothing has this id.

        Raises:
            StoreUnavailable: the store cannot be reached.
        """
        for look in (self._session, self._account, self._fact, self.merge):
            found = await look(id_)
            if found is not None:
                return found
        return None

    async def merge(self, id_: UUID) -> ExplainedMerge | None:
        """Return the merge of this id, if there is one.

        Raises:
            StoreUnavailable: the store cannot be reached.
        """
        case = await self.store.merge_case(MergeCaseId(id_))
        if case is None:
            return None
        trail = await self.upkeep.trail(case.loser_id)
        told: dict[tuple[Deed, datetime | None], AuditRow] = {
            (row.deed, row.at): row for row in trail if _is_of(row, case)
        }
        snapshot = None if case.snapshot is None else Snapshot.of_bytes(case.snapshot)
        return ExplainedMerge(
            case=case,
            merged=told.get((Deed.ACCOUNTS_MERGED, case.merged_at)),
            undone=told.get((Deed.MERGE_UNDONE, case.undone_at)),
            moved=None if snapshot is None else self._shown(snapshot.moved_from(case.loser_id)),
            given_up=None if snapshot is None else self._shown(snapshot.gave_way),
        )

    async def _session(self, id_: UUID) -> ExplainedSession | None:
        found = await self.store.signed_in(SessionId(id_))
        if found is None:
            return None
        return ExplainedSession(
            session=found.session,
            account=found.account,
            ended=found.ended(self.clock.now()),
            identities=await self._identities(found.account),
        )

    async def _account(self, id_: UUID) -> ExplainedAccount | None:
        account = await self.store.account(AccountId(id_))
        if account is None:
            return None
        return ExplainedAccount(
            account=account,
            identities=await self._identities(account),
            trail=tuple(await self.upkeep.trail(account.id)),
        )

    async def _fact(self, id_: UUID) -> ExplainedFact | None:
        row = await self.upkeep.fact(id_)
        account = None if row is None else await self.store.account(row.account_id)
        if row is None or account is None:
            return None
        return ExplainedFact(row=row, account=account, identities=await self._identities(account))

    async def _identities(self, account: Account) -> tuple[ShownIdentity, ...]:
        """Return what signs in to the account, or to the one that it was merged into."""
        holder = account.merged_into or account.id
        return self._shown(await self.store.identities_of(holder))

    def _shown(self, bound: Iterable[BoundIdentity]) -> tuple[ShownIdentity, ...]:
        return tuple(ShownIdentity.of(one, self.app_names) for one in bound)


def _is_of(row: AuditRow, case: MergeCase) -> bool:
    return (row.account_id, row.other_id) == (case.loser_id, case.survivor_id)
