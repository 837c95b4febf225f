"""The last step of every way in that a table does not open: what is offered instead."""

from typing import NoReturn

import attrs

from domain.model.account import Account
from domain.model.outcomes import Offer, Outcome
from domain.usecases.draft import Draft
from domain.usecases.evidence import Evidence
from domain.usecases.offering import Offering
from domain.usecases.sign_in import refusal
from ports.store import Store


@attrs.frozen(kw_only=True)
class Refusing:
    """Applies what goes with a refusal, tickets for its offers among it, and raises it."""

    store: Store
    offering: Offering

    async def __call__(
        self,
        draft: Draft,
        outcome: Outcome,
        offers: tuple[Offer, ...],
        evidence: Evidence,
        pair: tuple[Account, ...] = (),
    ) -> NoReturn:
        """Refuse; `pair` are the accounts of a merge, as they will be.

        Raises:
            AccountSuspended, AccountClosing, Undecided: once it is stored.
            WriteConflict: somebody was faster; nothing is stored.
        """
        offered, writes = self.offering(offers, evidence, pair)
        draft.add(*writes)
        await self.store.apply(draft.batch())
        raise refusal(outcome, offered)
