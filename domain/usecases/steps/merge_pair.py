"""The two accounts that a merge ticket names, as they are now."""

import attrs

from domain.model.errors import Undecided, WriteConflict
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.merging import VouchedBy
from domain.model.outcomes import Offer, Offered, Outcome, Ticket
from domain.model.session import SignedIn
from domain.model.side import Side
from domain.model.values import AccountId
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.merge_ticket import MergeTicket
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sides import read_side
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.secret_writes import Consume
from ports.store import Store
from ports.system import Clock


@attrs.frozen(kw_only=True)
class ProposedMerge:
    """A proposal, who may carry it out, and the write that uses her ticket up."""

    caller: Caller
    proposal: MergeProposal
    consume: Consume


@attrs.frozen(kw_only=True)
class MergePair:
    """Reads a merge ticket at the session that it was given to."""

    tickets: Tickets
    store: Store
    clock: Clock

    async def __call__(
        self, signed_in: SignedIn, token: str, choice: MergeChoice
    ) -> ProposedMerge:
        """Return what a merge would do.

        Raises:
            TicketRejected: the ticket is unknown, old, used, or of another session.
            Undecided: one of the accounts has changed since the ticket. Where it only shows
                something else, another ticket goes along, that ends when this one does.
            NotSignedIn: the session has ended.
            StoreUnavailable, TryAgain: an account changed whenever it was looked at.
            InvalidInput: the choice is none of the two accounts, or none of their numbers.
        """
        caller, ticket, consume = await self._opened(signed_in, token)
        one, other = [await self._side(account_id) for account_id in ticket.versions]
        if not ticket.names((one, other)):
            await self._opened(signed_in, token)  # whoever merged them ended session and ticket
            raise await self._stale(ticket.anew((one, other)), consume.bound)
        proposal = MergeProposal.of(
            one, other, choice=choice, proven=VouchedBy.BOTH, now=ticket.at
        )
        return ProposedMerge(caller=caller, proposal=proposal, consume=consume)

    async def _opened(
        self, signed_in: SignedIn, token: str
    ) -> tuple[Caller, MergeTicket, Consume]:
        caller = await Caller.read(self.store, signed_in, self.clock.now())
        bound = str(signed_in.session.id)
        payload, consume = await self.tickets.read(TicketPurpose.MERGE, token, bound=bound)
        return caller, MergeTicket.of_json(payload), consume

    async def _side(self, account_id: AccountId) -> Side:
        async def look() -> Side:
            account = await self.store.account(account_id)
            if account is None:
                raise _preview_again(None)
            side = await read_side(self.store, account)
            # Looked at last: what hangs on the account may have changed while it was read.
            if await self.store.account(account_id) != account:
                raise WriteConflict
            return side

        return await retry_on_conflict(look)

    async def _stale(self, again: MergeTicket | None, bound: str) -> Undecided:
        if again is None:
            return _preview_again(None)
        issued, remember = self.tickets.issue(
            TicketPurpose.MERGE, again.as_json(), expires_at=again.until, bound=bound
        )
        await self.store.apply((remember,))
        return _preview_again(issued)


def _preview_again(ticket: Ticket | None) -> Undecided:
    return Undecided(Outcome.STALE_TICKET, offers=(Offered(Offer.PREVIEW_AGAIN, ticket),))
