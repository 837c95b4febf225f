"""What the use-cases are put together from."""

import attrs

from domain.model.policy import Policy
from domain.usecases.login_by_phone import LoginByPhone
from domain.usecases.start_web_login import PagesOf
from domain.usecases.steps.automatic_merge import AutomaticMerge
from domain.usecases.steps.clearing import Clearing
from domain.usecases.steps.code_prover import CodeProver, CodesOf
from domain.usecases.steps.entering import Entering
from domain.usecases.steps.limiter import Limiter
from domain.usecases.steps.offering import Offering
from domain.usecases.steps.openid_entry import OpenidEntry
from domain.usecases.steps.password_guard import PasswordGuard
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.session_opener import SessionOpener
from domain.usecases.steps.sms_prover import SmsProver
from domain.usecases.steps.tickets import Tickets
from domain.usecases.steps.wechat_phone_prover import WeChatPhoneProver
from ports.mini_program import MiniProgram
from ports.passwords import Passwords
from ports.phones import PhoneParser
from ports.sms import SmsSender
from ports.store import Store
from ports.system import Clock, Ids, Randomness
from ports.tokens import Tokens


@attrs.frozen(kw_only=True)
class Ports:
    """Everything that the use-cases need from outside.

    `codes` and `pages` hold the vendor of each kind of app, `mini_program` what WeChat's can do
    beside that.
    """

    store: Store
    codes: CodesOf
    pages: PagesOf
    mini_program: MiniProgram
    sms: SmsSender
    phones: PhoneParser
    passwords: Passwords
    tokens: Tokens
    randomness: Randomness
    ids: Ids
    clock: Clock


@attrs.frozen(kw_only=True)
class Parts:
    """What several use-cases share; each is one way to prove, to count, to offer or to enter."""

    ports: Ports
    policy: Policy

    @property
    def limiter(self) -> Limiter:
        return Limiter(store=self.ports.store, clock=self.ports.clock)

    @property
    def tickets(self) -> Tickets:
        ports = self.ports
        return Tickets(store=ports.store, randomness=ports.randomness, clock=ports.clock)

    @property
    def offering(self) -> Offering:
        ports = self.ports
        return Offering(tickets=self.tickets, store=ports.store, clock=ports.clock)

    @property
    def refuse(self) -> Refusing:
        return Refusing(store=self.ports.store, offering=self.offering)

    @property
    def enter(self) -> Entering:
        ports = self.ports
        return Entering(
            store=ports.store,
            open_session=SessionOpener(
                store=ports.store, tokens=ports.tokens, ids=ports.ids, clock=ports.clock
            ),
            offering=self.offering,
        )

    @property
    def quarantine(self) -> Quarantine:
        return Quarantine(store=self.ports.store, clock=self.ports.clock)

    @property
    def clear(self) -> Clearing:
        return Clearing(quarantine=self.quarantine, refuse=self.refuse, store=self.ports.store)

    @property
    def automatic_merge(self) -> AutomaticMerge:
        return AutomaticMerge(store=self.ports.store, policy=self.policy.auto_merge)

    @property
    def prove_code(self) -> CodeProver:
        ports = self.ports
        return CodeProver(codes=ports.codes, store=ports.store, clock=ports.clock)

    @property
    def prove_sms(self) -> SmsProver:
        ports = self.ports
        return SmsProver(
            phones=ports.phones, store=ports.store, limiter=self.limiter, clock=ports.clock
        )

    @property
    def prove_phone(self) -> WeChatPhoneProver:
        ports = self.ports
        return WeChatPhoneProver(
            mini_program=ports.mini_program,
            store=ports.store,
            limiter=self.limiter,
            clock=ports.clock,
            trusted=self.policy.trust_phone_button,
            of_app=self.policy.phone_codes_of_app,
        )

    @property
    def guard(self) -> PasswordGuard:
        ports = self.ports
        return PasswordGuard(
            store=ports.store,
            limiter=self.limiter,
            passwords=ports.passwords,
            ids=ports.ids,
            clock=ports.clock,
        )

    @property
    def enter_by_openid(self) -> OpenidEntry:
        ports = self.ports
        return OpenidEntry(
            enter=self.enter,
            refuse=self.refuse,
            automatic_merge=self.automatic_merge,
            clear=self.clear,
            store=ports.store,
            ids=ports.ids,
            clock=ports.clock,
        )

    @property
    def login_by_phone(self) -> LoginByPhone:
        ports = self.ports
        return LoginByPhone(
            enter=self.enter,
            refuse=self.refuse,
            automatic_merge=self.automatic_merge,
            clear=self.clear,
            store=ports.store,
            ids=ports.ids,
            clock=ports.clock,
        )
