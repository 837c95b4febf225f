"""A number comes to an account, in the place of another if it has one."""

from collections.abc import Sequence

from domain.model.account import Account
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity, Identity, Proof
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.quarantine import quarantine_of
from ports.writes import ReleaseIdentity


def put_phone(
    draft: Draft,
    account: Account,
    own: Sequence[BoundIdentity],
    phone: Identity,
    proof: Proof,
) -> BoundIdentity:
    """Bind the number to the account that has these identities; return it as it is bound."""
    old = next((one for one in own if one.identity.place == phone.place), None)
    if old is not None:
        draft.add(ReleaseIdentity(account.id, old.id, old.proof.proved_at))
        if not old.proof.is_claim:
            draft.add(quarantine_of(old.identity, account, draft.now))
        draft.record(Deed.PHONE_REPLACED, account, EventType.PHONE_REPLACED)
        return draft.bind(account, phone, proof)
    bound = draft.bind(account, phone, proof)
    draft.record_bound(account, [bound])
    return bound
