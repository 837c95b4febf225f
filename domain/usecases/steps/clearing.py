"""What is nobody's comes to an account: whose was it until lately?"""

from collections.abc import Iterable

import attrs

from domain.model.errors import Undecided
from domain.model.identity import Identity
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.refusing import Refusing
from ports.store import Store
from ports.writes import Write


@attrs.frozen(kw_only=True)
class Clearing:
    """Shared by every sign-in that binds what it proved."""

    quarantine: Quarantine
    refuse: Refusing
    store: Store

    async def __call__(
        self,
        draft: Draft,
        unheld: Iterable[Identity],
        *,
        opens: bool,
        start_afresh: bool,
        kept: tuple[Write, ...] = (),
    ) -> None:
        """Let what nobody holds come to an account; `opens` says that a new one is for it.

        Whoever is asked may answer with the same codes: `kept` is written for that.

        Raises:
            AccountSuspended: a WeChat or QQ among it left an account that is banned now.
            Undecided: a new account is not what she may want, and she did not say so.
            WriteConflict: somebody was faster; nothing is stored.
        """
        former = await self.quarantine.look(unheld)
        if former.banned is not None:
            await self.refuse.banned(draft, former.banned)
        if not opens:
            return
        try:
            draft.add(*former.cleared(start_afresh=start_afresh))
        except Undecided:
            await self.store.apply(kept)
            raise
