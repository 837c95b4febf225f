"""What a store looks like to the people in it: no ids, no versions, nothing that was counted."""

from collections import Counter
from typing import Any, Final

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity
from domain.model.session import Session, SignedIn
from domain.usecases import code_prover, wechat_phone_prover
from tests.acts.world import World

# What a vendor answered is kept so that it may be said again; it changes nothing for anybody.
_RECALLED: Final = {code_prover.PURPOSE, wechat_phone_prover.PURPOSE}


@attrs.frozen
class Portrait:
    """An account: how it stands, and who it is."""

    status: AccountStatus
    nickname: str
    identities: frozenset[tuple[str, str, str, str, bool]]
    password: str | None


@attrs.frozen
class Picture:
    """Everybody, where they are signed in, what the trail tells, and what works once and may."""

    people: Counter[Portrait]
    sessions: Counter[tuple[Any, ...]]
    deeds: Counter[str]
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
        deeds=Counter(row.deed for row in tables.audit.values()),
        unused=Counter(
            purpose for purpose, _ in tables.secrets.one_time if purpose not in _RECALLED
        ),
    )


def _portrait(world: World, account: Account) -> Portrait:
    tables = world.store.tables
    bound = map(tables.identities.__getitem__, tables.bound_to.get(account.id, ()))
    return Portrait(
        status=account.status,
        nickname=account.profile.nickname,
        identities=frozenset(map(_line, bound)),
        password=tables.secrets.passwords.get(account.id),
    )


def _line(bound: BoundIdentity) -> tuple[str, str, str, str, bool]:
    identity = bound.identity
    return identity.kind, identity.scope, identity.subject, bound.proof.method, bound.superseded


def _standing(world: World, session: Session) -> tuple[Any, ...]:
    """Return whether a session goes on or why not, how it began, and how well it is proven."""
    now = world.clock.now()
    account = world.store.tables.accounts[session.account_id]
    ended = SignedIn(session, account, session.created_at).ended(now)
    return ended, session.app, session.is_fresh(now), session.is_low(now)
