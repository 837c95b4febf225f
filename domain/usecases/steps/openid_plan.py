"""What a decision of table T1 changes."""

from collections.abc import Iterator

from domain.model.account import Account, Holder
from domain.model.decision import Act, Decision
from domain.model.identity import BoundIdentity, Identity, Proof
from domain.model.openid_facts import Facts
from domain.model.values import IdentityId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entry import Entry


def enter_by_openid(draft: Draft, facts: Facts, decision: Decision) -> Entry:
    """Carry out a decision of T1 that lets somebody in."""
    holder = facts.holder(decision.who)
    account = draft.open() if holder is None else holder.account
    if Act.SUPERSEDE_OPENID in decision.acts:
        draft.supersede(account, facts.openid.place)
    bound = [
        draft.bind(account, one, Proof.by_code(one.kind, draft.now))
        for one in _to_bind(facts, decision)
    ]
    draft.record_bound(account, bound)
    note_deeds(draft, facts, decision, account)
    return Entry(
        account=account,
        identity_id=_signed_in_with(facts.openid, holder, bound),
        live_sessions=0 if holder is None else holder.live_sessions,
        phone=None if holder is None else holder.phone,
    )


def note_deeds(draft: Draft, facts: Facts, decision: Decision, account: Account) -> None:
    """Write alerts and suggestions to the trail; each names the other account, if there is one."""
    x, y = facts.x, facts.y
    apart = y is not None and y is not x and y.account.id != account.id
    other = y.account if y is not None and apart else None
    for deed in decision.deeds:
        draft.record(deed, account, other=other)


def _to_bind(facts: Facts, decision: Decision) -> Iterator[Identity]:
    for identity in (facts.openid, facts.unionid):
        if identity is not None and identity.kind.role in decision.bind:
            yield identity


def _signed_in_with(
    openid: Identity, holder: Holder | None, bound: list[BoundIdentity]
) -> IdentityId:
    held = {} if holder is None else dict(holder.holds)
    held |= {one.identity: one for one in bound}
    return (held.get(openid) or next(iter(held.values()))).id
