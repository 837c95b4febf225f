"""What a merge would do, before anybody decides."""

import attrs

from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.session import SignedIn
from domain.usecases.steps.merge_pair import MergePair


@attrs.frozen(kw_only=True)
class PreviewMerge:
    """Show what would become of the two accounts of a merge ticket; nothing is written."""

    read_pair: MergePair

    async def __call__(self, caller: SignedIn, ticket: str, choice: MergeChoice) -> MergeProposal:
        """Return the proposal; where its outcome is not `merged`, it says what is in the way.

        Raises:
            TicketRejected, Undecided, NotSignedIn, InvalidInput: as MergePair.
        """
        return (await self.read_pair(caller, ticket, choice)).proposal
