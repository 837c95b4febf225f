"""Two accounts of one person become one."""

import attrs

from domain.model.errors import TicketRejected
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.outcomes import Outcome
from domain.model.session import EndReason, SignedIn
from domain.model.values import Client, IdentityId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import Entering
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.merge_pair import MergePair, ProposedMerge
from domain.usecases.steps.merge_plan import MergePlan
from domain.usecases.steps.password_guard import PasswordGuard
from domain.usecases.steps.phone_proof import check_still_good
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn, refused
from ports.secret_writes import KeepPassword
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import EndOtherSessions, Write


@attrs.frozen(kw_only=True)
class MergeAccounts:
    """Merge the two accounts of a ticket, as its bearer saw and chose (table T10).

    What the loser had comes to the survivor; the loser's id resolves to it from now on, every
    session of both ends, and the caller gets a new one. It can be undone for a week.
    """

    read_pair: MergePair
    guard: PasswordGuard
    enter: Entering
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        caller: SignedIn,
        ticket: str,
        choice: MergeChoice,
        *,
        client: Client,
        password: str | None = None,
    ) -> SignIn:
        """Return the sign-in to the account that goes on.

        The loser's password dies with it, unless it is typed here and the survivor has none.

        Raises:
            TicketRejected: the ticket is unknown, old, used, or of another session.
            Undecided: an account has changed since, they clash, or something has to be chosen.
            InvalidInput: the choice is none of the two accounts, or none of their numbers.
            PasswordMismatch, PasswordLocked: it is not the loser's password.
            NotSignedIn: the caller's session has ended.
            StoreUnavailable, TryAgain: nothing is written.
        """
        kept: tuple[Write, ...] = ()
        if password is not None:
            proposal = (await self._allowed(caller, ticket, choice)).proposal
            kept = await self.guard.by_account(proposal.loser.account.id, password)

        async def settle() -> SignIn:
            return await self._settle(caller, ticket, choice, kept, client)

        async def check() -> None:
            await check_still_good(kept, self.store, self.clock, used_up=TicketRejected)

        return await retry_on_conflict(settle, again=check)

    async def _settle(
        self,
        signed_in: SignedIn,
        ticket: str,
        choice: MergeChoice,
        kept: tuple[Write, ...],
        client: Client,
    ) -> SignIn:
        proposed = await self._allowed(signed_in, ticket, choice)
        session, proposal, now = (
            proposed.caller.signed_in.session,
            proposed.proposal,
            self.clock.now(),
        )
        draft = Draft(ids=self.ids, now=now, cell=proposal.cell)
        draft.add(*kept, proposed.consume)
        proposed.caller.keep_session(draft)
        moved = _moved_password(proposal, kept)
        case = MergePlan(draft=draft, proposal=proposal, moved_password=moved).carry_out()
        survivor = proposal.survivor.account
        draft.add(EndOtherSessions(survivor.id, None, now, EndReason.MERGED))
        number = proposal.number or proposal.survivor.claim
        entry = Entry(
            account=survivor,
            identity_id=_rests_on(proposed),
            phone=None if number is None else number.identity.subject,
            proved_at=session.proved_at,
        )
        return await self.enter(
            entry,
            draft,
            Outcome.MERGED,
            client=client,
            app=session.app,
            merge=case,
        )

    async def _allowed(
        self, signed_in: SignedIn, ticket: str, choice: MergeChoice
    ) -> ProposedMerge:
        """Return what is to be merged.

        Raises:
            Undecided: it cannot be, or not by this caller.
        """
        proposed = await self.read_pair(signed_in, ticket, choice)
        now, decision = self.clock.now(), proposed.proposal.decision
        if proposed.caller.signed_in.session.is_low(now):
            raise proposed.caller.step_up_required(now)
        if decision.outcome is not Outcome.MERGED:
            raise refused(decision)
        return proposed


def _rests_on(proposed: ProposedMerge) -> IdentityId:
    """Return what the caller's session rests on, or the number that stays in its place."""
    proposal, present = proposed.proposal, proposed.caller.signed_in.session.identity_id
    gone = {one.id for one in proposal.given_up}
    return proposal.number.id if present in gone and proposal.number is not None else present


def _moved_password(proposal: MergeProposal, kept: tuple[Write, ...]) -> str | None:
    if proposal.survivor.has_password:
        return None
    typed = (write.better for write in kept if isinstance(write, KeepPassword))
    return next(typed, None)
