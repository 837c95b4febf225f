"""What every sign-in by an openid comes to, once it is proven."""

from typing import NoReturn

import attrs

from domain.model.app import App
from domain.model.decision import Act, Decision, Who
from domain.model.merge_case import MergeCase
from domain.model.openid_facts import Facts
from domain.model.openid_login import decide_openid_login
from domain.model.profile import NO_CHANGES, ProfileChanges
from domain.model.values import Client
from domain.usecases.steps.automatic_merge import AutomaticMerge
from domain.usecases.steps.clearing import Clearing
from domain.usecases.steps.code_prover import Proven
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import Entering
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.openid_plan import enter_by_openid, note_deeds
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class Newcomer:
    """Somebody whom nobody knows yet.

    Attributes:
        welcome: whether an account is opened for her.
        start_afresh: she wants a new account, though she was unbound from one lately.
    """

    welcome: bool = True
    start_afresh: bool = False


@attrs.frozen(kw_only=True)
class OpenidEntry:
    """Lets somebody in by her openid (table T1).

    Who she is is read, decided and written in one batch, again from the reading on if somebody
    was faster. Uniqueness of the identity makes a hundred first sign-ins at once one account.
    """

    enter: Entering
    refuse: Refusing
    automatic_merge: AutomaticMerge
    clear: Clearing
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        app: App,
        proven: Proven,
        *,
        client: Client,
        newcomer: Newcomer,
        changes: ProfileChanges = NO_CHANGES,
    ) -> SignIn | None:
        """Return the sign-in, or None for a newcomer who is not welcome; then nothing is written.

        Raises:
            AccountSuspended, AccountClosing: somebody was proven, and may not enter.
            Undecided: she was unbound from an account lately; which one does she want?
            StoreUnavailable, TryAgain: nothing is written.
        """

        async def settle() -> SignIn | None:
            return await self._settle(app, proven, client, newcomer, changes)

        return await retry_on_conflict(settle)

    async def _settle(
        self, app: App, proven: Proven, client: Client, newcomer: Newcomer, changes: ProfileChanges
    ) -> SignIn | None:
        now = self.clock.now()
        holders = await self.store.holders(proven.identities, now=now)
        facts = Facts.gathered(proven.openid, proven.unionid, holders)
        situation = facts.situation(now, self.automatic_merge.policy)
        decision = decide_openid_login(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*proven.writes)
        if decision.who is Who.NOBODY:
            await self._refuse(draft, facts, decision)
        is_new = decision.who is Who.NEW
        await self.clear(
            draft,
            facts.unheld,
            opens=is_new and newcomer.welcome,
            start_afresh=newcomer.start_afresh,
            kept=proven.writes,
        )
        if is_new and not newcomer.welcome:
            return None
        entry = enter_by_openid(draft, facts, decision)
        case = await self._merged(draft, decision, facts)
        _show(draft, entry, proven.profile if decision.bind else NO_CHANGES, changes)
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

    async def _merged(self, draft: Draft, decision: Decision, facts: Facts) -> MergeCase | None:
        x, y = facts.x, facts.y
        if x is None or y is None:
            return None
        if Act.MERGE_X_INTO_Y in decision.acts:
            return await self.automatic_merge(draft, x.account, y.account)
        if Act.MERGE_Y_INTO_X in decision.acts:
            return await self.automatic_merge(draft, y.account, x.account)
        return None

    async def _refuse(self, draft: Draft, facts: Facts, decision: Decision) -> NoReturn:
        suspect = facts.x or facts.y
        if suspect is not None:
            note_deeds(draft, facts, decision, suspect.account)
        await self.refuse(draft, decision.outcome, Offers(offers=decision.offers))


def _show(draft: Draft, entry: Entry, known: ProfileChanges, changes: ProfileChanges) -> None:
    """Change what the account shows; what a provider knows of her only fills what is empty."""
    draft.change(
        entry.account,
        lambda account: account.with_profile(known.where_empty(account.profile)).with_profile(
            changes
        ),
    )
