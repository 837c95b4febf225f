"""What was unbound from an account stays known for a week: a mistake can still be mended.

A sign-in that would open a new account is first told that there was one.
"""

from collections.abc import Iterable, Sequence
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


def quarantine_of(
    identity: Identity, account: Account, now: datetime, *, perhaps: Account | None = None
) -> Remember:
    """Return the write that remembers whose the identity was until now, or `perhaps` was."""
    whose = [one.id for one in (account, perhaps) if one is not None]
    return Remember(
        purpose=_PURPOSE,
        secret=_secret(identity),
        bound="",
        payload=" ".join(map(str, whose)).encode(),
        expires_at=now + QUARANTINE,
        anew=True,
    )


def lifted(identities: Iterable[Identity]) -> tuple[Forget, ...]:
    """Return the writes after which nobody asks any more whose these were."""
    return tuple(Forget(_PURPOSE, _secret(one)) for one in identities)


def taken_out(identity: Identity, now: datetime) -> Consume:
    """Return the write that ends the quarantine, guarded: nobody has had the identity since."""
    return Consume(purpose=_PURPOSE, secret=_secret(identity), bound="", at=now)


@attrs.frozen
class Former:
    """Whose some identities were until lately, as one look found it."""

    accounts: Sequence[tuple[Identity, Account]]

    @property
    def banned(self) -> Account | None:
        """The account that a WeChat or QQ among these left, if it was banned since.

        The ban follows the person; a number says nothing of that, for it changes hands.
        """
        for identity, account in self.accounts:
            suspended = account.status is AccountStatus.SUSPENDED
            if suspended and identity.kind is not IdentityKind.PHONE:
                return account
        return None

    def cleared(self, *, start_afresh: bool) -> tuple[Write, ...]:
        """Return what to write with a new account for these.

        Raises:
            Undecided: the account can still be entered, and she did not say that she wants to
                start afresh.
        """
        for identity, account in self.accounts:
            if account.status is AccountStatus.ACTIVE and not start_afresh:
                raise _quarantined(account, identity)
        return lifted(dict.fromkeys(identity for identity, _ in self.accounts))


@attrs.frozen(kw_only=True)
class Quarantine:
    """Tells whose an identity was until lately (table T12)."""

    store: Store
    clock: Clock

    async def look(self, identities: Iterable[Identity]) -> Former:
        """Return the accounts that these left, or what those are part of by now."""
        found = []
        for identity in identities:
            for account_id in await self._named_by(identity):
                account = await self.store.account(account_id)
                if account is not None and account.merged_into is not None:
                    account = await self.store.account(account.merged_into)
                if account is not None:
                    found.append((identity, account))
        return Former(found)

    async def still_names(self, account_id: AccountId, identity: Identity) -> bool:
        """Tell whether nobody has had the identity since it left this account."""
        return account_id in await self._named_by(identity)

    async def _named_by(self, identity: Identity) -> tuple[AccountId, ...]:
        payload = await self.store.remembered(
            _PURPOSE, _secret(identity), bound="", now=self.clock.now()
        )
        ids = () if payload is None else payload.decode().split()
        return tuple(AccountId(UUID(one)) for one in ids)


def _quarantined(account: Account, identity: Identity) -> Undecided:
    # A number changes hands: its next owner is not told whose it was.
    hint = None if identity.kind is IdentityKind.PHONE else account.profile.masked_nickname
    offers = (Offered(Offer.RELINK, hint=hint), Offered(Offer.START_AFRESH))
    return Undecided(Outcome.IDENTITY_QUARANTINED, offers=offers)


def _secret(identity: Identity) -> str:
    return f"{identity.kind} {identity.scope} {identity.subject}"
