"""The two accounts that a merge ticket names, as they are now."""

import attrs

from domain.model.errors import Undecided
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.merging import Proven
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.session import SignedIn
from domain.model.side import Side
from domain.model.values import AccountId
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.merge_ticket import MergeTicket
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
            Undecided: one of the accounts has changed since the ticket.
            NotSignedIn: the session has ended.
            InvalidInput: the choice is none of the two accounts, or none of their numbers.
        """
        now = self.clock.now()
        caller = await Caller.read(self.store, signed_in, now)
        bound = str(signed_in.session.id)
        payload, consume = await self.tickets.read(TicketPurpose.MERGE, token, bound=bound)
        ticket = MergeTicket.of_json(payload)
        sides = [await self._side(ticket, account_id) for account_id in ticket.versions]
        one, other = sides
        proposal = MergeProposal.of(one, other, choice=choice, proven=Proven.BOTH, now=ticket.at)
        return ProposedMerge(caller=caller, proposal=proposal, consume=consume)

    async def _side(self, ticket: MergeTicket, account_id: AccountId) -> Side:
        account = await self.store.account(account_id)
        side = None if account is None else await read_side(self.store, account)
        # Looked at last: what hangs on the account may have changed while it was read.
        present = await self.store.account(account_id)
        if side is None or present is None or not ticket.names(present):
            raise Undecided(Outcome.STALE_TICKET, offers=(Offered(Offer.PREVIEW_AGAIN),))
        return side
