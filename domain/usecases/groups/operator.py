"""What the operator may ask of the store by the command line."""

import attrs

from domain.model.app import Apps
from domain.usecases.explain import Explain
from domain.usecases.find_account import FindAccount
from domain.usecases.merge_by_operator import MergeByOperator
from domain.usecases.release_number import ReleaseNumber
from domain.usecases.show_account import ShowAccount
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.shown_identity import AppNames
from domain.usecases.suspend_account import ReinstateAccount, SuspendAccount
from domain.usecases.undo_merge import UndoMerge
from ports.phones import PhoneParser
from ports.store import Store
from ports.system import Clock, Ids
from ports.upkeep import Upkeep


@attrs.frozen(kw_only=True)
class OperatorPorts:
    """Everything that the operator's use-cases need from outside; no vendor is among it."""

    store: Store
    upkeep: Upkeep
    phones: PhoneParser
    ids: Ids
    clock: Clock


@attrs.frozen(kw_only=True)
class OperatorUseCases:
    """What the operator may ask of the store by the command line."""

    find: FindAccount
    show: ShowAccount
    explain: Explain
    merge: MergeByOperator
    undo: UndoMerge
    release: ReleaseNumber
    suspend: SuspendAccount
    reinstate: ReinstateAccount

    @classmethod
    def over(cls, ports: OperatorPorts, *, apps: Apps, app_names: AppNames) -> "OperatorUseCases":
        """Put them over these ports."""
        store, upkeep, phones = ports.store, ports.upkeep, ports.phones
        ids, clock = ports.ids, ports.clock
        quarantine = Quarantine(store=store, clock=clock)
        return cls(
            find=FindAccount(apps=apps, phones=phones, store=store, clock=clock),
            show=ShowAccount(store=store, upkeep=upkeep, clock=clock, app_names=app_names),
            explain=Explain(store=store, upkeep=upkeep, clock=clock, app_names=app_names),
            merge=MergeByOperator(store=store, ids=ids, clock=clock),
            undo=UndoMerge(apps=apps, quarantine=quarantine, store=store, ids=ids, clock=clock),
            release=ReleaseNumber(phones=phones, store=store, ids=ids, clock=clock),
            suspend=SuspendAccount(store=store, ids=ids, clock=clock),
            reinstate=ReinstateAccount(store=store, ids=ids, clock=clock),
        )
