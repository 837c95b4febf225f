"""A newcomer from the web names her number."""

import attrs

from domain.model.account import Account, Holder
from domain.model.app import Apps
from domain.model.audit import Deed, EventType
from domain.model.decision import Act, Decision, Who
from domain.model.errors import TicketRejected, WriteConflict
from domain.model.first_sign_in import decide_first_sign_in
from domain.model.first_sign_in_facts import FirstSignInFacts
from domain.model.openid_facts import Facts
from domain.model.phone_errors import SmsCodeWrong
from domain.model.phone_facts import OpenidSide, PhoneFacts
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.login_by_phone import LoginByPhone
from domain.usecases.steps.clearing import Clearing
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import Entering
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.first_password import FirstPassword, Told
from domain.usecases.steps.first_refusal import FirstRefusal
from domain.usecases.steps.first_ticket import FirstTicket
from domain.usecases.steps.identity_release import release, same_person
from domain.usecases.steps.phone_plan import PhonePlan
from domain.usecases.steps.phone_proof import PhoneProof
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode, SmsProver
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.secret_writes import SetPassword
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class Filled:
    """What she filled in.

    Attributes:
        sent: the code for her number; once it was right, the next ticket knows the number.
        password: of the account that has the number, or for her new one; may be missing.
        link: whether her WeChat or QQ signs in to the number's account from now on.
        replace: it takes the place of another there.
        start_afresh: she wants a new account, though she was unbound from one lately.
    """

    sent: SentSmsCode | None = None
    password: str | None = attrs.field(default=None, repr=False)
    link: bool = True
    replace: bool = False
    start_afresh: bool = False


@attrs.frozen(kw_only=True)
class FirstSignIn:
    """Sign a newcomer in, to the account of her number or to a new one (table T9).

    Nothing is told of a number before the code that was sent to it is right.
    """

    apps: Apps
    tickets: Tickets
    prove_sms: SmsProver
    password: FirstPassword
    login_by_phone: LoginByPhone
    enter: Entering
    ask: FirstRefusal
    clear: Clearing
    store: Store
    ids: Ids
    clock: Clock

    async def look(self, ticket: str, *, browser: str) -> FirstTicket:
        """Return what the ticket stands for, and leave it good.

        Raises:
            TicketRejected: it is unknown, old, used, or of another browser.
        """
        payload, _ = await self.tickets.read(TicketPurpose.FIRST, ticket, bound=browser)
        return FirstTicket.of_json(payload)

    async def __call__(
        self, ticket: str, filled: Filled, *, browser: str, client: Client
    ) -> SignIn:
        """Return the sign-in.

        Raises:
            TicketRejected: the ticket is unknown, old, used, or of another browser.
            InvalidInput, SmsCodeWrong, SmsLocked: the number was not proven.
            InvalidInput, PasswordTooCommon, PasswordLocked: of a password.
            Undecided: more is asked for; the offers carry tickets to go on with.
            AccountSuspended, AccountClosing: somebody was proven, and may not enter.
            Unavailable: nothing is written.
        """
        payload, consume = await self.tickets.read(TicketPurpose.FIRST, ticket, bound=browser)
        first = FirstTicket.of_json(payload, consume)
        phone = first.phone if filled.sent is None else await self._proven(filled.sent)
        if phone is None:
            raise SmsCodeWrong
        told = await self._told(first, phone, filled, client)
        if not filled.link:
            return await self._log_in(first, phone, told, filled, client)

        async def again() -> None:
            nonlocal told
            await _with(told, phone).check(self.store, self.clock)
            await self.look(ticket, browser=browser)
            told = await self._told(first, phone, filled, client, before=told)

        async def settle() -> SignIn:
            return await self._settle(first, phone, told, filled, browser, client)

        return await retry_on_conflict(settle, again=again)

    async def _proven(self, sent: SentSmsCode) -> PhoneProof:
        return await self.prove_sms(sent, CodePurpose.BIND)

    async def _told(
        self,
        first: FirstTicket,
        phone: PhoneProof,
        filled: Filled,
        client: Client,
        before: Told | None = None,
    ) -> Told:
        return await self.password(
            phone.identity, filled.password, client, known=first.password, before=before
        )

    async def _log_in(
        self, first: FirstTicket, phone: PhoneProof, told: Told, filled: Filled, client: Client
    ) -> SignIn:
        """Sign her in by her number, and its password if she knows it; her ticket is used up."""
        phone = _with(told, phone)
        phone = attrs.evolve(
            phone, writes=(*phone.writes, *first.proven.writes), used_up=TicketRejected
        )
        return await self.login_by_phone(
            Evidence(phone=phone, password_of=told.holder_id if told.kept else None),
            client=client,
            app=first.app,
            start_afresh=filled.start_afresh,
        )

    async def _settle(
        self,
        first: FirstTicket,
        phone: PhoneProof,
        told: Told,
        filled: Filled,
        browser: str,
        client: Client,
    ) -> SignIn:
        facts = await self._facts(first, phone)
        if facts.owner_id != told.holder_id:
            # Whose password it was is not whose it would open.
            raise WriteConflict
        now = self.clock.now()
        situation = facts.situation(now, password=told.said, replace=filled.replace)
        decision = decide_first_sign_in(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*first.proven.writes, *phone.writes)
        if decision.who is Who.NOBODY:
            first = attrs.evolve(first, phone=phone, password=told.known)
            await self.ask(draft, decision, first, browser)
        draft.add(*told.kept)
        await self.clear(
            draft,
            facts.phone.unheld,
            opens=decision.who is Who.NEW,
            start_afresh=filled.start_afresh,
        )
        if Act.REPLACE_IDENTITY in decision.acts and facts.p is not None:
            await self._give_up(draft, facts.p, facts)
        entry = PhonePlan(
            draft=draft, facts=facts.phone, proof=phone.proof, decision=decision
        ).enter()
        self._set_password(draft, entry.account, decision, told)
        known = first.proven.profile
        draft.change(
            entry.account,
            lambda account: account.with_profile(known.where_empty(account.profile)),
        )
        return await self.enter(entry, draft, decision.outcome, client=client, app=first.app)

    async def _facts(self, first: FirstTicket, phone: PhoneProof) -> FirstSignInFacts:
        now, proven = self.clock.now(), first.proven
        holders = await self.store.holders((phone.identity, *proven.identities), now=now)
        beside = OpenidSide.decided(Facts.gathered(proven.openid, proven.unionid, holders), now)
        return FirstSignInFacts(
            phone=PhoneFacts.gathered(phone.identity, holders, beside), beside=beside
        )

    async def _give_up(self, draft: Draft, p: Holder, facts: FirstSignInFacts) -> None:
        own = await self.store.identities_of(p.account.id)
        taken = [one for one in own if one.identity.place in facts.taken]
        gone = {each.id: each for one in taken for each in same_person(self.apps, own, one)}
        for one in gone.values():
            release(draft, p.account, one)
        draft.record(Deed.IDENTITY_REPLACED, p.account, EventType.IDENTITY_REPLACED)

    def _set_password(
        self, draft: Draft, account: Account, decision: Decision, told: Told
    ) -> None:
        if told.hashed is not None and Act.SET_PASSWORD in decision.acts:
            draft.add(SetPassword(account.id, told.hashed))
            draft.record(Deed.PASSWORD_SET, account, EventType.PASSWORD_SET)


def _with(told: Told, phone: PhoneProof) -> PhoneProof:
    """Return the proof of the number with that of its account's password."""
    return attrs.evolve(phone, writes=(*phone.writes, *told.kept))
