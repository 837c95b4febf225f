"""An identity leaves an account; a WeChat or QQ does with all that is the same person's."""

from collections.abc import Collection

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.identity import BoundIdentity, IdentityKind
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.quarantine import quarantine_of
from ports.secret_writes import ForgetSessionKeys
from ports.writes import ReleaseIdentity


def same_person(
    apps: Apps, own: Collection[BoundIdentity], bound: BoundIdentity
) -> tuple[BoundIdentity, ...]:
    """Return all of these identities that are the same person's of its provider as this one."""
    place = bound.identity.place
    return tuple(one for one in own if apps.are_one_person(place, one.identity.place))


def release(
    draft: Draft, account: Account, bound: BoundIdentity, *, perhaps: Account | None = None
) -> None:
    """Take an identity from the account; for a week it is remembered whose it was.

    `perhaps` is another account that it may have been of.
    """
    identity = bound.identity
    draft.add(
        ReleaseIdentity(account.id, bound.id, bound.proof.proved_at),
        quarantine_of(identity, account, draft.now, perhaps=perhaps),
    )
    if identity.kind is IdentityKind.WECHAT_OPENID:
        draft.add(ForgetSessionKeys(identity.scope, identity.subject))
