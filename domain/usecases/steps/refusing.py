"""The last step of every way in that a table does not open: what is offered instead."""

from typing import Final, NoReturn

import attrs

from domain.model.account import Account
from domain.model.audit import Deed
from domain.model.outcomes import Outcome
from domain.model.values import SessionId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.offering import Offering, Offers
from domain.usecases.steps.sign_in import refusal
from ports.store import Store

# What the trail names instead of a cell: the tables do not know what was somebody's before.
BANNED: Final = "banned"


@attrs.frozen(kw_only=True)
class Refusing:
    """Applies what goes with a refusal, tickets for its offers among it, and raises it."""

    store: Store
    offering: Offering

    async def __call__(
        self, draft: Draft, outcome: Outcome, offers: Offers, session_id: SessionId | None = None
    ) -> NoReturn:
        """Refuse; `session_id` is where the tickets are good.

        Raises:
            AccountSuspended, AccountClosing, Undecided: once it is stored.
            WriteConflict: somebody was faster; nothing is stored.
        """
        offered, writes = await self.offering(offers.as_of(draft), session_id)
        draft.add(*writes)
        await self.store.apply(draft.batch())
        raise refusal(outcome, offered)

    async def banned(self, draft: Draft, account: Account) -> NoReturn:
        """Refuse who belongs to a banned account, though nothing of it is hers any more.

        Raises:
            AccountSuspended: once it is stored.
        """
        draft.cell = BANNED
        draft.record(Deed.LOGIN_REFUSED, account)
        await self(draft, Outcome.ACCOUNT_SUSPENDED, Offers())
