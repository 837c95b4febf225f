"""The last step of every sign-in: the session, and one batch for all that was decided."""

from typing import Final

import attrs

from domain.model.merge_case import MergeCase
from domain.model.outcomes import Outcome
from domain.model.values import Client
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.offering import Offering, Offers
from domain.usecases.steps.session_opener import SessionOpener
from domain.usecases.steps.sign_in import SignIn
from ports.store import Store

# Sessions that no app asked for name the way of signing in.
BY_PHONE: Final = "phone"
NOTHING_OFFERED: Final = Offers()


@attrs.frozen(kw_only=True)
class Entering:
    """Opens the session, issues the tickets of what is offered, and applies the batch."""

    store: Store
    open_session: SessionOpener
    offering: Offering

    async def __call__(  # noqa: PLR0913 - everything that was decided comes together here
        self,
        entry: Entry,
        draft: Draft,
        outcome: Outcome,
        *,
        client: Client,
        app: str,
        offers: Offers = NOTHING_OFFERED,
        low_assurance: bool = False,
        merge: MergeCase | None = None,
    ) -> SignIn:
        """Return the sign-in, once it is stored.

        Raises:
            WriteConflict: somebody was faster; nothing is stored.
        """
        account = draft.present(entry.account)
        opened = await self.open_session(
            account,
            entry,
            app=app,
            client=client,
            cell=draft.cell,
            low_assurance=low_assurance,
        )
        offered, tickets = await self.offering(offers.as_of(draft), opened.session.id)
        await self.store.apply((*draft.batch(), *opened.writes, *tickets))
        return SignIn(
            outcome=outcome,
            account=account,
            session=opened.session,
            tokens=opened.tokens,
            phone=entry.phone,
            offers=offered,
            merge=merge,
        )
