"""A number comes to an account, in the place of another if it has one."""

from collections.abc import Sequence

import attrs

from domain.model.account import Account
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity, Identity, Proof
from domain.usecases.draft import Draft
from ports.writes import BindIdentity, ReleaseIdentity


def put_phone(
    draft: Draft,
    account: Account,
    own: Sequence[BoundIdentity],
    phone: Identity,
    proof: Proof,
) -> BoundIdentity:
    """Bind the number to the account that has these identities; return it as it is bound.

    It takes over the row of the number it replaces, so that whoever signed in by that one is
    still known to have signed in by the account's number.
    """
    old = next((one for one in own if one.identity.place == phone.place), None)
    if old is None:
        bound = draft.bind(account, phone, proof)
        draft.record(Deed.IDENTITY_BOUND, account, EventType.IDENTITY_BOUND, note=phone.kind)
        return bound
    bound = attrs.evolve(old, identity=phone, proof=proof)
    draft.change(account, Account.touched)
    draft.add(ReleaseIdentity(account.id, old.id), BindIdentity(bound))
    draft.record(Deed.PHONE_REPLACED, account, EventType.PHONE_REPLACED)
    return bound
