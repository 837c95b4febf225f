"""Sign-in by the code that a provider gave to a mini program or a mobile app."""

import attrs

from domain.model.app import App, Apps
from domain.model.errors import ProfileNotOpened, Unavailable
from domain.model.profile import NO_CHANGES, ProfileChanges
from domain.model.values import Client
from domain.usecases.steps.code_prover import CodeProver, LoginCode, Proven
from domain.usecases.steps.openid_entry import Newcomer, OpenidEntry
from domain.usecases.steps.profile_opener import ProfileOpener
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from ports.mini_program import ProfileData
from ports.store import Store


@attrs.frozen(kw_only=True)
class LoginByOpenId:
    """Sign a person in by her app's login code (table T1).

    The code is spent first, outside of any transaction.
    """

    apps: Apps
    prove: CodeProver
    open_profile: ProfileOpener
    enter: OpenidEntry
    store: Store

    async def __call__(
        self,
        shown: LoginCode,
        *,
        client: Client,
        nonce: str | None = None,
        profile: ProfileData | None = None,
        start_afresh: bool = False,
    ) -> SignIn:
        """Return the sign-in; a profile that does not open never costs it.

        `start_afresh` opens a new account for whoever was unbound from one lately.

        Raises:
            UnknownApp: no app of this alias hands on codes of this provider.
            CodeRejected, PersonRefused, PersonUnreal: nobody was proven.
            AccountSuspended, AccountClosing: somebody was, and may not enter.
            Undecided: she was unbound from an account lately; which one does she want?
            Unavailable: the provider or the store could not be had; nothing is written.
        """
        app = self.apps.of_codes(shown.provider, shown.app)
        proven = await self.prove(app, shown.code, nonce)
        changes = NO_CHANGES
        if profile is not None:
            # The ring counts tries, so the key has to be in it before the profile is tried.
            writes = proven.writes
            await retry_on_conflict(lambda: self.store.apply(writes))
            proven = attrs.evolve(proven, writes=())
            changes = await self._opened(app, proven, profile)
        newcomer = Newcomer(start_afresh=start_afresh)
        sign_in = await self.enter(app, proven, client=client, newcomer=newcomer, changes=changes)
        if sign_in is None:
            raise LookupError("whoever is welcome was not let in")
        return sign_in

    async def _opened(self, app: App, proven: Proven, profile: ProfileData) -> ProfileChanges:
        try:
            return await self.open_profile(app, proven.openid.subject, profile)
        except (ProfileNotOpened, Unavailable):
            return NO_CHANGES
