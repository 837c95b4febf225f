"""A person changes what she shows of herself."""

import attrs

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.errors import NotSignedIn, ProfileNotOpened, Undecided, WriteConflict
from domain.model.identity import IdentityKind, Place
from domain.model.outcomes import Ended, Outcome
from domain.model.profile import ProfileChanges
from domain.model.session import SignedIn
from domain.model.values import AccountId
from domain.usecases.steps.profile_opener import ProfileOpener
from domain.usecases.steps.retrying import retry_on_conflict
from ports.mini_program import ProfileData
from ports.store import Store
from ports.system import Clock
from ports.writes import ChangeAccount


@attrs.frozen(kw_only=True)
class UpdateProfile:
    """Change the caller's nickname or avatar, as she typed it."""

    store: Store
    clock: Clock

    async def __call__(self, caller: SignedIn, changes: ProfileChanges) -> SignedIn:
        """Return the caller with the profile as it is now.

        Raises:
            Undecided: only the caller's word says that the account is hers.
            NotSignedIn: the caller's session ended while the change was under way.
            TryAgain: too many changes of this account at once.
        """
        if caller.session.is_low(self.clock.now()):
            raise Undecided(Outcome.STEP_UP_REQUIRED)
        try:
            return await self._apply(caller, changes)
        except WriteConflict:
            return await retry_on_conflict(lambda: self._apply_afresh(caller, changes))

    async def _apply_afresh(self, caller: SignedIn, changes: ProfileChanges) -> SignedIn:
        fresh = await self.store.signed_in(caller.session.id)
        ended = Ended.SESSION_EXPIRED if fresh is None else fresh.ended(self.clock.now())
        if fresh is None or ended is not None:
            raise NotSignedIn(ended or Ended.SESSION_EXPIRED)
        return await self._apply(fresh, changes)

    async def _apply(self, caller: SignedIn, changes: ProfileChanges) -> SignedIn:
        before: Account = caller.account
        after = before.with_profile(changes)
        if after != before:
            await self.store.apply((ChangeAccount(after, read_at=before.version),))
        return attrs.evolve(caller, account=after)


@attrs.frozen(kw_only=True)
class UpdateWeChatProfile:
    """Take over what WeChat signed or sealed of the caller: display data, never a proof."""

    apps: Apps
    store: Store
    open_profile: ProfileOpener
    update: UpdateProfile

    async def __call__(self, caller: SignedIn, *, app: str, data: ProfileData) -> SignedIn:
        """Return the caller with the profile as it is now.

        Raises:
            UnknownApp: no mini program has this alias.
            ProfileNotOpened: the data is not genuine, not of this app, not of today, or not of
                this person, or she never signed in to the app; one error for all.
            Undecided, NotSignedIn, TryAgain: as UpdateProfile.
        """
        mini_program = self.apps.mini_program(app)
        openid = await self._openid(
            caller.account.id, Place(IdentityKind.WECHAT_OPENID, mini_program.app_id)
        )
        return await self.update(caller, await self.open_profile(mini_program, openid, data))

    async def _openid(self, account_id: AccountId, place: Place) -> str:
        for bound in await self.store.identities_of(account_id):
            if bound.identity.place == place and not bound.superseded:
                return bound.identity.subject
        raise ProfileNotOpened
