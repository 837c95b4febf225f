"""Two accounts that become one, and what a store is told of it."""

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.audit import Deed
from domain.model.identity import BoundIdentity
from domain.model.merge_case import UNDO_WINDOW, MergeCase
from domain.model.session import EndReason
from domain.model.survivor import Reason
from domain.model.values import MergeCaseId
from ports.writes import (
    ChangeAccount,
    CloseMergeCase,
    EndOtherSessions,
    MoveIdentity,
    OpenMergeCase,
    Write,
)
from tests.builders import NOON, an_account, an_audit_row, an_id, opening
from tests.contracts.stored.outcome import LATER

SNAPSHOT = b'{"loser": "\xe5\xbd\x92\xe4\xb8\x80"}'


def a_case(survivor: Account, loser: Account, **changes) -> MergeCase:
    case = MergeCase(
        id=MergeCaseId(an_id()),
        survivor_id=survivor.id,
        loser_id=loser.id,
        merged_at=NOON,
        undo_until=NOON + UNDO_WINDOW,
        reason=Reason.OLDER,
        survivor_version=survivor.version + 1,
        snapshot=SNAPSHOT,
    )
    return attrs.evolve(case, **changes)


def unsnapped(case: MergeCase, **changes) -> MergeCase:
    """Return the case as it is without its snapshot."""
    return attrs.evolve(case, snapshot=None, **changes)


def moving(held: BoundIdentity, to: Account) -> MoveIdentity:
    return MoveIdentity(held.account_id, held.id, to.id)


def merging(survivor: Account, loser: Account, case: MergeCase, *held) -> tuple[Write, ...]:
    """Return the batch that merges an account, with what it holds, into another."""
    lost = loser.lost_in(survivor.id)
    changes = (
        ChangeAccount(survivor.touched(), read_at=survivor.version),
        ChangeAccount(lost, read_at=loser.version),
    )
    return (
        *sorted(changes, key=lambda change: change.account.id),
        *(moving(one, survivor) for one in held),
        EndOtherSessions(loser.id, None, LATER, EndReason.KICKED),
        OpenMergeCase(case),
        an_audit_row(loser, deed=Deed.ACCOUNTS_MERGED, other_id=survivor.id),
    )


def parting(lost: Account, case: MergeCase, survivor: Account, *held) -> tuple[Write, ...]:
    """Return the batch that gives a lost account back what it held."""
    changes = (
        ChangeAccount(survivor.touched(), read_at=survivor.version),
        ChangeAccount(lost.parted(AccountStatus.ACTIVE), read_at=lost.version),
    )
    return (
        *sorted(changes, key=lambda change: change.account.id),
        *(MoveIdentity(survivor.id, one.id, lost.id) for one in held),
        CloseMergeCase(case.id, LATER),
        an_audit_row(lost, deed=Deed.MERGE_UNDONE, other_id=survivor.id),
    )


async def two_accounts(store, *identities) -> tuple[Account, Account]:
    """Open two accounts, told of in the trail; the first holds these identities."""
    first, second = an_account(), an_account()
    for account, own in ((first, identities), (second, ())):
        await store.apply((*opening(account, *own), an_audit_row(account)))
    return first, second
