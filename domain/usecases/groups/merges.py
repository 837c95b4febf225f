"""Two accounts that become one, and two again."""

import attrs

from domain.model.app import Apps
from domain.usecases.merge_accounts import MergeAccounts
from domain.usecases.parts import Parts
from domain.usecases.preview_merge import PreviewMerge
from domain.usecases.show_merge import ListMerges, ShowMerge
from domain.usecases.steps.merge_pair import MergePair
from domain.usecases.undo_merge import UndoMerge


@attrs.frozen(kw_only=True)
class MergeUseCases:
    """Two accounts that become one, and two again."""

    preview: PreviewMerge
    merge: MergeAccounts
    show: ShowMerge
    list: ListMerges
    undo: UndoMerge

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "MergeUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        read_pair = MergePair(tickets=parts.tickets, store=store, clock=clock)
        return cls(
            preview=PreviewMerge(read_pair=read_pair),
            merge=MergeAccounts(
                read_pair=read_pair,
                guard=parts.guard,
                enter=parts.enter,
                store=store,
                ids=ids,
                clock=clock,
            ),
            show=ShowMerge(store=store),
            list=ListMerges(store=store),
            undo=UndoMerge(
                apps=apps, quarantine=parts.quarantine, store=store, ids=ids, clock=clock
            ),
        )
