"""What a store looks like to the people in it: no ids, no versions, nothing that was counted."""

from collections import Counter
from typing import Any, Final
from uuid import UUID

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity
from domain.model.merge_case import MergeCase
from domain.model.session import Session, SignedIn
from domain.model.values import AccountId
from domain.usecases.steps import code_prover, web_state, wechat_phone_prover
from tests.acts.world import World

# What a vendor answered is kept so that it may be said again; it changes nothing for anybody.
_RECALLED: Final = {code_prover.PURPOSE, wechat_phone_prover.PURPOSE}
_REMEMBERED: Final = "quarantine"
# Like a vendor's code it is spent on the way: she only has to be sent again.
_SPENT: Final = {web_state.PURPOSE}

Lines = frozenset[tuple[str, str, str, str, bool]]


@attrs.frozen
class Portrait:
    """An account: how it stands, who it is, and who it is by now if it was merged."""

    status: AccountStatus
    nickname: str
    identities: Lines
    password: str | None
    goes_on_as: Lines


@attrs.frozen
class Picture:
    """Everybody, and what became of them.

    Attributes:
        sessions: where somebody is signed in.
        merges: which account went into which, whether unasked, and whether that can be undone.
        remembered: what was unbound lately, from whom.
        trail: what the audit and the events tell.
        unused: what works once and may.
    """

    people: Counter[Portrait]
    sessions: Counter[tuple[Any, ...]]
    merges: Counter[tuple[Any, ...]]
    remembered: Counter[tuple[str, Portrait]]
    trail: Counter[str]
    unused: Counter[str]


def picture(world: World) -> Picture:
    """Draw what is in the store."""
    tables = world.store.tables
    portraits = {one.id: _portrait(world, one) for one in tables.accounts.values()}
    return Picture(
        people=Counter(portraits.values()),
        sessions=Counter(
            (portraits[one.account_id], *_standing(world, one)) for one in tables.sessions.values()
        ),
        merges=Counter(
            (portraits[one.loser_id], portraits[one.survivor_id], *_undoing(one))
            for one in tables.cases.rows.values()
        ),
        remembered=Counter(
            (secret, portraits[AccountId(UUID(whose))])
            for (purpose, secret), row in tables.secrets.one_time.items()
            if purpose == _REMEMBERED
            for whose in row.write.payload.decode().split()
        ),
        trail=Counter(
            [row.deed for row in tables.audit.values()]
            + [event.type for event in tables.events.values()]
        ),
        unused=Counter(
            purpose
            for purpose, _ in tables.secrets.one_time
            if purpose not in _RECALLED | _SPENT and purpose != _REMEMBERED
        ),
    )


def _portrait(world: World, account: Account) -> Portrait:
    return Portrait(
        status=account.status,
        nickname=account.profile.nickname,
        identities=_lines(world, account.id),
        password=world.store.tables.secrets.passwords.get(account.id),
        goes_on_as=_lines(world, account.merged_into),
    )


def _lines(world: World, account_id: AccountId | None) -> Lines:
    tables = world.store.tables
    bound = map(tables.identities.__getitem__, tables.bound_to.get(account_id, ()))
    return frozenset(map(_line, bound))


def _line(bound: BoundIdentity) -> tuple[str, str, str, str, bool]:
    identity = bound.identity
    return identity.kind, identity.scope, identity.subject, bound.proof.method, bound.superseded


def _standing(world: World, session: Session) -> tuple[Any, ...]:
    """Return whether a session goes on or why not, how it began, and how well it is proven."""
    now = world.clock.now()
    account = world.store.tables.accounts[session.account_id]
    ended = SignedIn(session, account, session.created_at).ended(now)
    return ended, session.app, session.is_fresh(now), session.is_low(now)


def _undoing(case: MergeCase) -> tuple[bool, bool, bool]:
    return case.automatic, case.undone_at is not None, case.snapshot is not None
