"""The use-cases over a memory store, a settable clock and a fake vendor."""

from collections.abc import Callable

import attrs

from adapters.persistence.memory import MemoryStore
from adapters.system.ids import Uuid7Ids
from adapters.system.tokens import SignedTokens
from domain.model.app import App, AppKind, Apps
from domain.model.session import SignedIn
from domain.model.values import Client
from domain.usecases.authenticate import Authenticate
from domain.usecases.code_prover import CodeProver
from domain.usecases.login_by_openid import LoginByOpenId, SignIn
from domain.usecases.logout import Logout, LogoutSession
from domain.usecases.profile_opener import ProfileOpener
from domain.usecases.refresh_session import RefreshSession
from domain.usecases.session_opener import SessionOpener
from domain.usecases.suspend_account import ReinstateAccount, SuspendAccount
from domain.usecases.update_profile import UpdateProfile, UpdateWeChatProfile
from tests.builders import APP_ID, PLATFORM, an_openid
from tests.fakes import FakeMiniProgram, SettableClock
from tests.keys import some_tokens

SHOP = App("shop", AppKind.MINI_PROGRAM, APP_ID, PLATFORM)
CLUB = App("club", AppKind.MINI_PROGRAM, "wxtest0000000002", PLATFORM)
LONE = App("lone", AppKind.MINI_PROGRAM, "wxtest0000000003")


@attrs.define
class Household:
    """Everything a test of a use-case needs, made afresh."""

    clock: SettableClock = attrs.field(factory=SettableClock)
    store: MemoryStore = attrs.field(factory=MemoryStore)
    tokens: SignedTokens = attrs.field(factory=some_tokens)
    ids: Uuid7Ids = attrs.field(factory=Uuid7Ids)
    vendor: FakeMiniProgram = attrs.field()

    @vendor.default
    def _vendor(self) -> FakeMiniProgram:
        return FakeMiniProgram(self.clock)

    @property
    def apps(self) -> Apps:
        return Apps([SHOP, CLUB, LONE])

    @property
    def open_profile(self) -> ProfileOpener:
        return ProfileOpener(store=self.store, mini_program=self.vendor, clock=self.clock)

    @property
    def login(self) -> LoginByOpenId:
        return LoginByOpenId(
            apps=self.apps,
            prove=CodeProver(mini_program=self.vendor, store=self.store, clock=self.clock),
            open_profile=self.open_profile,
            open_session=self._with_clock_and_ids(SessionOpener, tokens=self.tokens),
            store=self.store,
            ids=self.ids,
            clock=self.clock,
        )

    @property
    def authenticate(self) -> Authenticate:
        return Authenticate(tokens=self.tokens, store=self.store, clock=self.clock)

    @property
    def refresh(self) -> RefreshSession:
        return self._with_clock_and_ids(RefreshSession, tokens=self.tokens)

    @property
    def logout(self) -> Logout:
        return Logout(
            authenticate=self.authenticate,
            tokens=self.tokens,
            store=self.store,
            clock=self.clock,
        )

    @property
    def logout_session(self) -> LogoutSession:
        return LogoutSession(store=self.store, clock=self.clock)

    @property
    def suspend(self) -> SuspendAccount:
        return self._with_clock_and_ids(SuspendAccount)

    @property
    def reinstate(self) -> ReinstateAccount:
        return self._with_clock_and_ids(ReinstateAccount)

    @property
    def update(self) -> UpdateProfile:
        return UpdateProfile(store=self.store, clock=self.clock)

    @property
    def update_wechat(self) -> UpdateWeChatProfile:
        return UpdateWeChatProfile(
            apps=self.apps,
            store=self.store,
            open_profile=self.open_profile,
            update=self.update,
        )

    def _with_clock_and_ids(self, use_case: Callable, **more):
        return use_case(store=self.store, ids=self.ids, clock=self.clock, **more)

    async def sign_in(
        self,
        openid: str | None = None,
        unionid: str | None = None,
        *,
        app: str = "shop",
        key: str | None = None,
    ) -> SignIn:
        code = self.vendor.press(openid or an_openid(), unionid, key=key)
        return await self.login(app=app, code=code, client=Client("203.0.113.7", "a phone"))

    async def caller(self, sign_in: SignIn) -> SignedIn:
        return await self.authenticate(sign_in.tokens.access_token)

    def deeds(self) -> list[str]:
        """Return what the trail tells, oldest first."""
        return [row.deed for row in self.store.tables.audit.values()]
