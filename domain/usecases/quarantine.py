"""What was unbound from an account stays known for a week: a mistake can still be mended.

A sign-in that would open a new account is first told that there was one.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.errors import Undecided
from domain.model.identity import Identity, IdentityKind
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.values import AccountId
from ports.secret_writes import Consume, Forget, Remember
from ports.store import Store
from ports.system import Clock
from ports.writes import Write

QUARANTINE: Final = timedelta(days=7)
_PURPOSE: Final = "quarantine"


def quarantine_of(identity: Identity, account: Account, now: datetime) -> Remember:
    """Return the write that remembers whose the identity was until now."""
    return Remember(
        purpose=_PURPOSE,
        secret=_secret(identity),
        bound="",
        payload=str(account.id).encode(),
        expires_at=now + QUARANTINE,
        anew=True,
    )


def lifted(identities: Iterable[Identity]) -> tuple[Forget, ...]:
    """Return the writes after which nobody asks any more whose these were."""
    return tuple(Forget(_PURPOSE, _secret(one)) for one in identities)


def taken_out(identity: Identity, now: datetime) -> Consume:
    """Return the write that ends the quarantine, guarded: nobody has had the identity since."""
    return Consume(purpose=_PURPOSE, secret=_secret(identity), bound="", at=now)


@attrs.frozen(kw_only=True)
class Quarantine:
    """Remembers whose an identity was until lately (table T12)."""

    store: Store
    clock: Clock

    async def clear(
        self, identities: Collection[Identity], *, start_afresh: bool
    ) -> tuple[Write, ...]:
        """Return what to write with a new account for these.

        Raises:
            Undecided: one was unbound from an account lately, and she did not say that she wants
                to start afresh.
        """
        if start_afresh:
            return lifted(identities)
        for identity in identities:
            account = await self._account(identity)
            if account is not None and account.status is AccountStatus.ACTIVE:
                raise _quarantined(account, identity)
        return ()

    async def banned(self, identities: Iterable[Identity]) -> Account | None:
        """Return the account that a WeChat among these left, if it was banned since.

        The ban follows the person; a number says nothing of that, for it changes hands.
        """
        for identity in identities:
            account = None
            if identity.kind is not IdentityKind.PHONE:
                account = await self._account(identity)
            if account is not None and account.status is AccountStatus.SUSPENDED:
                return account
        return None

    async def still_names(self, account_id: AccountId, identity: Identity) -> bool:
        """Tell whether nobody has had the identity since it left this account."""
        return await self._named_by(identity) == account_id

    async def _account(self, identity: Identity) -> Account | None:
        """Return the account that the identity left, or what that is part of by now."""
        account_id = await self._named_by(identity)
        account = None if account_id is None else await self.store.account(account_id)
        if account is None or account.merged_into is None:
            return account
        return await self.store.account(account.merged_into)

    async def _named_by(self, identity: Identity) -> AccountId | None:
        payload = await self.store.remembered(
            _PURPOSE, _secret(identity), bound="", now=self.clock.now()
        )
        return None if payload is None else AccountId(UUID(payload.decode()))


def _quarantined(account: Account, identity: Identity) -> Undecided:
    # A number changes hands: its next owner is not told whose it was.
    hint = None if identity.kind is IdentityKind.PHONE else account.profile.masked_nickname
    offers = (Offered(Offer.RELINK, hint=hint), Offered(Offer.START_AFRESH))
    return Undecided(Outcome.IDENTITY_QUARANTINED, offers=offers)


def _secret(identity: Identity) -> str:
    return f"{identity.kind} {identity.scope} {identity.subject}"
