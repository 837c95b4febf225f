"""What a merge changes."""

import attrs

from domain.model.account import Account
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity
from domain.model.merge_case import UNDO_WINDOW, MergeCase
from domain.model.merge_proposal import MergeProposal
from domain.model.session import EndReason
from domain.model.values import MergeCaseId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.quarantine import quarantine_of
from domain.usecases.steps.sms_prover import forget_codes
from domain.usecases.steps.snapshot import Snapshot
from ports.secret_writes import DropPassword, SetPassword
from ports.writes import EndSessionsBy, MoveIdentity, OpenMergeCase, ReleaseIdentity


@attrs.frozen(kw_only=True)
class MergePlan:
    """Carries a merge out on paper, as it was proposed.

    `moved_password` is the hash of the loser's password, where the survivor is to get it.
    """

    draft: Draft
    proposal: MergeProposal
    automatic: bool = False
    note: str = ""
    moved_password: str | None = attrs.field(default=None, repr=False)

    def carry_out(self) -> MergeCase:
        """Make one account of two; return the case under which it can be undone."""
        for one in self.proposal.given_up:
            self._give_up(one)
        for one in self.proposal.moved:
            self.draft.add(MoveIdentity(one.account_id, one.id, self._survivor.id))
        self._join_accounts()
        self._join_passwords()
        case = self._case()
        self.draft.add(OpenMergeCase(case))
        self.draft.record(
            Deed.ACCOUNTS_MERGED,
            self._loser,
            EventType.ACCOUNT_MERGED,
            other=self._survivor,
            case=case,
            note=self.note,
        )
        return case

    @property
    def _survivor(self) -> Account:
        return self.proposal.survivor.account

    @property
    def _loser(self) -> Account:
        return self.proposal.loser.account

    def _give_up(self, number: BoundIdentity) -> None:
        holder = number.account_id
        self.draft.add(
            ReleaseIdentity(holder, number.id, number.proof.proved_at),
            EndSessionsBy(holder, number.id, self.draft.now, EndReason.MERGED),
            *forget_codes(number.identity.subject),
        )
        whose = self._survivor if holder == self._survivor.id else self._loser
        if number.proof.is_claim:
            self.draft.record(Deed.CLAIM_STRIPPED, whose)
        else:
            self.draft.record(Deed.PHONE_RELEASED, whose, EventType.PHONE_RELEASED)
            self.draft.add(quarantine_of(number.identity, self._survivor, self.draft.now))

    def _join_accounts(self) -> None:
        survivor_id, proposal = self._survivor.id, self.proposal
        self.draft.change(self._loser, lambda account: account.lost_in(survivor_id))
        self.draft.change(
            self._survivor,
            lambda account: attrs.evolve(account.touched(), profile=proposal.profile),
        )
        if proposal.status is not self._survivor.status:
            self.draft.stand(self._survivor, proposal.status)
        for alias in proposal.loser.aliases:
            self.draft.change(alias, lambda account: account.pointing_at(survivor_id))

    def _join_passwords(self) -> None:
        self.draft.add(DropPassword(self._loser.id))
        if self.moved_password is not None:
            self.draft.add(SetPassword(self._survivor.id, self.moved_password))

    def _case(self) -> MergeCase:
        merged, now = self.draft.present(self._survivor), self.draft.now
        snapshot = Snapshot.of(self.proposal, merged)
        return MergeCase(
            id=MergeCaseId(self.draft.ids.new()),
            survivor_id=merged.id,
            loser_id=self._loser.id,
            merged_at=now,
            undo_until=now + UNDO_WINDOW,
            reason=self.proposal.reason,
            survivor_version=merged.version,
            automatic=self.automatic,
            snapshot=snapshot.as_bytes(),
        )
