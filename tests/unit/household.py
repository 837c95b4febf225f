"""The use-cases over a memory store, a settable clock and a fake vendor."""

from functools import cache

import attrs

from adapters.persistence.memory import MemoryStore
from adapters.system.ids import Uuid7Ids
from adapters.system.passwords import Argon2Passwords
from adapters.system.phones import PhoneNumbers
from adapters.system.randomness import SystemRandomness
from adapters.system.tokens import SignedTokens
from domain.model.app import App, AppKind, Apps
from domain.model.identity import Provider
from domain.model.policy import Policy
from domain.model.session import SignedIn
from domain.model.values import Client
from domain.usecases.authenticate import Authenticate
from domain.usecases.groups.identities import IdentityUseCases
from domain.usecases.groups.merges import MergeUseCases
from domain.usecases.groups.operator import OperatorPorts, OperatorUseCases
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.logout import Logout, LogoutSession
from domain.usecases.merge_by_operator import MergeByOperator
from domain.usecases.parts import Ports
from domain.usecases.refresh_session import RefreshSession
from domain.usecases.start_web_login import PagesOf
from domain.usecases.steps.code_prover import CodesOf, LoginCode
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.suspend_account import ReinstateAccount, SuspendAccount
from domain.usecases.update_profile import UpdateProfile, UpdateWeChatProfile
from domain.usecases.use_cases import UseCases
from tests.builders import APP_ID, PLATFORM, an_openid
from tests.fakes import FakeMiniProgram, FakeWebLogin, SettableClock
from tests.keys import some_tokens
from tests.sms.fake import FakeSms

SITE = App("site", AppKind.WEBSITE, "wxtest0000000004", PLATFORM)
QQ = App("qq", AppKind.WEBSITE, "101000001", "main", Provider.QQ)
SHOP = App("shop", AppKind.MINI_PROGRAM, APP_ID, PLATFORM)
CLUB = App("club", AppKind.MINI_PROGRAM, "wxtest0000000002", PLATFORM)
LONE = App("lone", AppKind.MINI_PROGRAM, "wxtest0000000003")


@cache
def some_passwords() -> Argon2Passwords:
    """Hash as cheaply as argon2 allows, with threads that all tests share."""
    return Argon2Passwords(memory_kib=8, passes=1, parallel=2)


@attrs.define
class Household:
    """Everything a test of a use-case needs, made afresh."""

    clock: SettableClock = attrs.field(factory=SettableClock)
    store: MemoryStore = attrs.field(factory=MemoryStore)
    tokens: SignedTokens = attrs.field(factory=some_tokens)
    ids: Uuid7Ids = attrs.field(factory=Uuid7Ids)
    sms: FakeSms = attrs.field(factory=FakeSms)
    policy: Policy = attrs.field(factory=Policy)
    passwords: Argon2Passwords = attrs.field(factory=some_passwords)
    web: FakeWebLogin = attrs.field(factory=FakeWebLogin)
    vendor: FakeMiniProgram = attrs.field()

    @vendor.default
    def _vendor(self) -> FakeMiniProgram:
        return FakeMiniProgram(self.clock)

    @property
    def apps(self) -> Apps:
        return Apps([SHOP, CLUB, LONE, SITE, QQ])

    @property
    def codes(self) -> CodesOf:
        return {(Provider.WECHAT, AppKind.MINI_PROGRAM): self.vendor}

    @property
    def pages(self) -> PagesOf:
        kinds = ((Provider.QQ, AppKind.WEBSITE), (Provider.WECHAT, AppKind.WEBSITE))
        return dict.fromkeys(kinds, self.web)

    @property
    def ports(self) -> Ports:
        return Ports(
            store=self.store,
            mini_program=self.vendor,
            codes=self.codes,
            pages=self.pages,
            sms=self.sms,
            phones=PhoneNumbers(),
            passwords=self.passwords,
            tokens=self.tokens,
            randomness=SystemRandomness(),
            ids=self.ids,
            clock=self.clock,
        )

    @property
    def use_cases(self) -> UseCases:
        return UseCases.over(self.ports, apps=self.apps, policy=self.policy)

    @property
    def identities(self) -> IdentityUseCases:
        return self.use_cases.identities

    @property
    def merges(self) -> MergeUseCases:
        return self.use_cases.merges

    @property
    def login(self) -> LoginByOpenId:
        return self.use_cases.wechat.login

    @property
    def authenticate(self) -> Authenticate:
        return self.use_cases.sessions.authenticate

    @property
    def refresh(self) -> RefreshSession:
        return self.use_cases.sessions.refresh

    @property
    def logout(self) -> Logout:
        return self.use_cases.sessions.logout

    @property
    def logout_session(self) -> LogoutSession:
        return self.use_cases.sessions.logout_one

    @property
    def operator(self) -> OperatorUseCases:
        ports = OperatorPorts(
            store=self.ports.store,
            upkeep=self.store,
            phones=PhoneNumbers(),
            ids=self.ids,
            clock=self.clock,
        )
        return OperatorUseCases.over(ports, apps=self.apps, app_names={})

    @property
    def suspend(self) -> SuspendAccount:
        return self.operator.suspend

    @property
    def reinstate(self) -> ReinstateAccount:
        return self.operator.reinstate

    @property
    def merge_by_operator(self) -> MergeByOperator:
        return self.operator.merge

    @property
    def update(self) -> UpdateProfile:
        return self.use_cases.wechat.update_profile

    @property
    def update_wechat(self) -> UpdateWeChatProfile:
        return self.use_cases.wechat.update_wechat_profile

    async def sign_in(
        self,
        openid: str | None = None,
        unionid: str | None = None,
        *,
        app: str = "shop",
        key: str | None = None,
        start_afresh: bool = False,
    ) -> SignIn:
        code = self.vendor.press(openid or an_openid(), unionid, key=key)
        client = Client("203.0.113.7", "a phone")
        shown = LoginCode(app, code)
        return await self.login(shown, client=client, start_afresh=start_afresh)

    async def caller(self, sign_in: SignIn) -> SignedIn:
        return await self.authenticate(sign_in.tokens.access_token)

    def deeds(self) -> list[str]:
        """Return what the trail tells, oldest first."""
        return [row.deed for row in self.store.tables.audit.values()]
