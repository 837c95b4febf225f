"""What a decision of table T1 writes."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from domain.model.account import Account, Holder
from domain.model.audit import AuditRow, Deed, Event, EventType
from domain.model.decision import Act, Decision, Who
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod
from domain.model.openid_facts import Facts
from domain.model.profile import ProfileChanges
from domain.model.values import AccountId, IdentityId
from ports.system import Ids
from ports.writes import BindIdentity, ChangeAccount, OpenAccount, SupersedeIdentity, Write


@attrs.frozen(kw_only=True)
class Plan:
    """Whom the caller is logged in as, by which identity, and what has to be written for it."""

    account: Account
    identity_id: IdentityId
    live_sessions: int
    writes: tuple[Write, ...]


@attrs.frozen(kw_only=True)
class Planner:
    """Carries one decision out on paper: every write it needs, none applied."""

    facts: Facts
    decision: Decision
    cell: str
    ids: Ids
    now: datetime

    def plan(self, changes: ProfileChanges) -> Plan:
        """Return the account after the decision, and the writes that make it so."""
        holder = self._holder()
        before = Account(AccountId(self.ids.new()), self.now) if holder is None else holder.account
        bound = [self._bound(identity, before.id) for identity in self._to_bind()]
        after = before.touched() if holder is not None and bound else before
        after = after.with_profile(changes)
        return Plan(
            account=after,
            identity_id=self._signed_in_with(holder, bound),
            live_sessions=0 if holder is None else holder.live_sessions,
            writes=(
                *_account_writes(None if holder is None else before, after),
                *self._supersede(after.id),
                *(BindIdentity(one) for one in bound),
                *self._record(after.id, bound),
            ),
        )

    def refusal(self) -> tuple[Write, ...]:
        """Return the audit rows of a decision that lets nobody in."""
        suspect = self.facts.x or self.facts.y
        return () if suspect is None else tuple(self._deeds(suspect.account.id))

    def _holder(self) -> Holder | None:
        return {Who.X: self.facts.x, Who.Y: self.facts.y}.get(self.decision.who)

    def _to_bind(self) -> list[Identity]:
        proven = (self.facts.openid, self.facts.unionid)
        return [one for one in proven if one is not None and one.kind in self.decision.bind]

    def _bound(self, identity: Identity, account_id: AccountId) -> BoundIdentity:
        proof = Proof(ProofMethod.WX_CODE, self.now)
        return BoundIdentity(IdentityId(self.ids.new()), account_id, identity, proof)

    def _signed_in_with(self, holder: Holder | None, bound: list[BoundIdentity]) -> IdentityId:
        held = {} if holder is None else dict(holder.holds)
        held |= {one.identity: one for one in bound}
        by_openid = held.get(self.facts.openid)
        return (by_openid or next(iter(held.values()))).id

    def _supersede(self, account_id: AccountId) -> Iterator[Write]:
        if Act.SUPERSEDE_OPENID in self.decision.acts:
            yield SupersedeIdentity(account_id, self.facts.openid.place)

    def _record(self, account_id: AccountId, bound: list[BoundIdentity]) -> Iterator[Write]:
        if bound:
            created = self.decision.who is Who.NEW
            deed = Deed.ACCOUNT_CREATED if created else Deed.IDENTITY_BOUND
            kinds = ", ".join(one.identity.kind for one in bound)
            yield self._audit(deed, account_id, note=kinds)
            type_ = EventType.ACCOUNT_CREATED if created else EventType.IDENTITY_BOUND
            yield Event(id=self.ids.new(), at=self.now, type=type_, account_id=account_id)
        yield from self._deeds(account_id)

    def _deeds(self, account_id: AccountId) -> Iterator[AuditRow]:
        """Alerts and suggestions; each names the other account where there are two."""
        x, y = self.facts.x, self.facts.y
        other = y if y is not None and y is not x and y.account.id != account_id else None
        for deed in self.decision.deeds:
            yield self._audit(
                deed, account_id, other_id=None if other is None else other.account.id
            )

    def _audit(
        self,
        deed: Deed,
        account_id: AccountId,
        *,
        other_id: AccountId | None = None,
        note: str = "",
    ) -> AuditRow:
        return AuditRow(
            id=self.ids.new(),
            at=self.now,
            deed=deed,
            account_id=account_id,
            other_id=other_id,
            cell=self.cell,
            note=note,
        )


def _account_writes(before: Account | None, after: Account) -> Iterator[Write]:
    if before is None:
        yield OpenAccount(after)
    elif after != before:
        yield ChangeAccount(after, read_at=before.version)
