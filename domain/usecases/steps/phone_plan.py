"""What the decisions about a proven number change."""

import attrs

from domain.model.account import Account, Holder
from domain.model.audit import Deed, EventType
from domain.model.decision import Act, Decision, Who
from domain.model.identity import BoundIdentity, Identity, IdentityKind, Proof, Role
from domain.model.phone_facts import OpenidSide, PhoneFacts
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.openid_plan import enter_by_openid
from ports.writes import RenewProof


@attrs.frozen(kw_only=True)
class PhonePlan:
    """Carries a decision about a number out on paper."""

    draft: Draft
    facts: PhoneFacts
    proof: Proof
    decision: Decision

    def enter(self) -> Entry:
        """Carry out a decision that lets somebody in."""
        self.free_the_number()
        beside = self.facts.beside
        match self.decision.who:
            case Who.NEW:
                return self._as_new()
            case Who.W if beside is not None:
                return self._as_w(beside)
            case Who.P if beside is not None and self.facts.is_one_account:
                return self._as_w(beside)
        return self._as_p()

    def free_the_number(self) -> None:
        """Take the number from whoever holds it, where the decision says so."""
        p = self.facts.p
        if p is None:
            return
        held = p.holds[self.facts.phone]
        if Act.STRIP_CLAIM in self.decision.acts:
            self.draft.strip(p, held)
        if Act.RELEASE_PHONE in self.decision.acts:
            self.draft.release(p, held)
            self.draft.record(Deed.PHONE_RELEASED, p.account, EventType.PHONE_RELEASED)

    def _as_new(self) -> Entry:
        account = self.draft.open()
        bound = [self._bind(account, one) for one in self._to_bind()]
        self.draft.record_bound(account, bound)
        return self._entry(account, bound[0])

    def _as_w(self, beside: OpenidSide) -> Entry:
        entry = enter_by_openid(self.draft, beside.facts, beside.decision)
        for deed in self.decision.deeds:
            other = None if self.facts.p is None else self.facts.p.account
            self.draft.record(deed, entry.account, other=other)
        if Act.RENEW_PHONE_PROOF in self.decision.acts:
            return self._renewed(entry)
        if Role.PHONE not in self.decision.bind:
            return entry
        bound = self._bind(entry.account, self.facts.phone)
        self.draft.record_bound(entry.account, [bound])
        return attrs.evolve(entry, identity_id=bound.id, phone=self.facts.phone.subject)

    def _renewed(self, entry: Entry) -> Entry:
        p = self.facts.p
        if p is None:
            return entry
        held = p.holds[self.facts.phone]
        self.draft.add(RenewProof(p.account.id, held.id, self.proof))
        return entry

    def _as_p(self) -> Entry:
        p = self.facts.p
        if p is None:
            raise LookupError("a decision names the holder of a number that nobody holds")
        bound = [
            self._bind(p.account, one)
            for one in self._to_bind()
            if one.kind is not IdentityKind.PHONE
        ]
        self.draft.record_bound(p.account, bound)
        for deed in self.decision.deeds:
            self.draft.record(deed, p.account)
        entry = self._entry(p.account, p.holds[self.facts.phone], p)
        return self._renewed(entry) if Act.RENEW_PHONE_PROOF in self.decision.acts else entry

    def _entry(
        self, account: Account, signed_in_with: BoundIdentity, holder: Holder | None = None
    ) -> Entry:
        return Entry(
            account=account,
            identity_id=signed_in_with.id,
            live_sessions=0 if holder is None else holder.live_sessions,
            phone=self.facts.phone.subject,
        )

    def _bind(self, account: Account, identity: Identity) -> BoundIdentity:
        is_phone = identity.kind is IdentityKind.PHONE
        proof = self.proof if is_phone else Proof.by_code(identity.kind, self.draft.now)
        return self.draft.bind(account, identity, proof)

    def _to_bind(self) -> list[Identity]:
        proven: list[Identity | None] = [self.facts.phone]
        if self.facts.beside is not None:
            proven += [self.facts.beside.facts.openid, self.facts.beside.facts.unionid]
        return [one for one in proven if one is not None and one.kind.role in self.decision.bind]
