"""Sign-in by a mini program's login code."""

from typing import NoReturn

import attrs

from domain.model.app import App, Apps
from domain.model.decision import Act, Decision, Who
from domain.model.errors import ProfileNotOpened, Unavailable, Undecided
from domain.model.merge_case import MergeCase
from domain.model.openid_facts import Facts
from domain.model.openid_login import decide_openid_login
from domain.model.profile import ProfileChanges
from domain.model.values import Client
from domain.usecases.steps.code_prover import CodeProver, Proven
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import Entering
from domain.usecases.steps.merging import Merging
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.openid_plan import enter_by_wechat, note_deeds
from domain.usecases.steps.profile_opener import ProfileOpener
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from ports.mini_program import ProfileData
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class LoginByOpenId:
    """Sign a person in by the code that `wx.login` gave her mini program (table T1).

    The code is spent first, outside of any transaction; then who she is is read, decided and
    written in one batch, again from the reading on if somebody was faster. Uniqueness of the
    identity makes a hundred first sign-ins at once one account.
    """

    apps: Apps
    prove: CodeProver
    open_profile: ProfileOpener
    enter: Entering
    refuse: Refusing
    merging: Merging
    quarantine: Quarantine
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        *,
        app: str,
        code: str,
        client: Client,
        nonce: str | None = None,
        profile: ProfileData | None = None,
        start_afresh: bool = False,
    ) -> SignIn:
        """Return the sign-in; a profile that does not open never costs it.

        `start_afresh` opens a new account for a WeChat that was unbound from one lately.

        Raises:
            UnknownApp: no mini program has this alias.
            CodeRejected, PersonRefused: nobody was proven.
            AccountSuspended, AccountClosing: somebody was, and may not enter.
            Undecided: her WeChat was unbound from an account lately; which one does she want?
            Unavailable: WeChat or the store could not be had; nothing is written.
        """
        mini_program = self.apps.mini_program(app)
        proven = await self.prove(mini_program, code, nonce)
        changes = ProfileChanges()
        if profile is not None:
            # The ring counts tries, so the key has to be in it before the profile is tried.
            writes = proven.writes
            await retry_on_conflict(lambda: self.store.apply(writes))
            proven = attrs.evolve(proven, writes=())
            changes = await self._opened(mini_program, proven, profile)

        async def settle() -> SignIn:
            return await self._settle(mini_program, proven, changes, client, start_afresh)

        return await retry_on_conflict(settle)

    async def _opened(self, app: App, proven: Proven, profile: ProfileData) -> ProfileChanges:
        try:
            return await self.open_profile(app, proven.openid.subject, profile)
        except (ProfileNotOpened, Unavailable):
            return ProfileChanges()

    async def _settle(
        self,
        app: App,
        proven: Proven,
        changes: ProfileChanges,
        client: Client,
        start_afresh: bool,
    ) -> SignIn:
        now = self.clock.now()
        holders = await self.store.holders(proven.identities, now=now)
        facts = Facts.gathered(proven.openid, proven.unionid, holders)
        situation = facts.situation(now, self.merging.auto_merge)
        decision = decide_openid_login(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        if decision.who is Who.NOBODY:
            await self._refuse(draft, facts, decision, proven)
        if facts.unheld:
            await self._clear(draft, proven, decision, start_afresh=start_afresh)
        entry = enter_by_wechat(draft, facts, decision)
        case = await self._merged(draft, decision, facts)
        draft.change(entry.account, lambda account: account.with_profile(changes))
        draft.add(*proven.writes)
        return await self.enter(
            entry,
            draft,
            decision.outcome,
            client=client,
            app=app.alias,
            offers=Offers(
                offers=decision.offers, pair=tuple(one.account for one in facts.holders)
            ),
            merge=case,
        )

    async def _clear(
        self, draft: Draft, proven: Proven, decision: Decision, *, start_afresh: bool
    ) -> None:
        former = await self.quarantine.look(proven.identities)
        if former.banned is not None:
            draft.add(*proven.writes)
            await self.refuse.banned(draft, former.banned)
        if decision.who is not Who.NEW:
            return
        try:
            draft.add(*former.cleared(start_afresh=start_afresh))
        except Undecided:
            await self.store.apply(proven.writes)  # what she answers may come with the same code
            raise

    async def _merged(self, draft: Draft, decision: Decision, facts: Facts) -> MergeCase | None:
        x, y = facts.x, facts.y
        if x is None or y is None:
            return None
        if Act.MERGE_X_INTO_Y in decision.acts:
            return await self.merging(draft, x.account, y.account)
        if Act.MERGE_Y_INTO_X in decision.acts:
            return await self.merging(draft, y.account, x.account)
        return None

    async def _refuse(
        self, draft: Draft, facts: Facts, decision: Decision, proven: Proven
    ) -> NoReturn:
        suspect = facts.x or facts.y
        if suspect is not None:
            note_deeds(draft, facts, decision, suspect.account)
        draft.add(*proven.writes)
        await self.refuse(draft, decision.outcome, Offers(offers=decision.offers))
