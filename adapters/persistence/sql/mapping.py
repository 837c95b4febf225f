"""From rows to the model's values, and back."""

from collections.abc import Sequence
from typing import Any

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod
from domain.model.profile import Profile
from domain.model.session import EndReason, RefreshState, Session
from domain.model.values import AccountId, Client, IdentityId, SessionId

ACCOUNT_WIDTH = 9
SESSION_WIDTH = 19
IDENTITY_WIDTH = 9

Values = dict[str, Any]


def account_of(row: Sequence[Any]) -> Account:
    """Return the account of a row of `accounts`."""
    id_, status, version, epoch, merged_into, banned_in, nickname, avatar_url, registered_at = row
    return Account(
        AccountId(id_),
        registered_at,
        AccountStatus(status),
        version,
        epoch,
        merged_into,
        banned_in,
        Profile(nickname, avatar_url),
    )


def account_values(account: Account) -> Values:
    """Return the columns of `accounts`."""
    return {
        "id": account.id,
        "status": account.status.value,
        "version": account.version,
        "epoch": account.epoch,
        "merged_into": account.merged_into,
        "banned_in": account.banned_in,
        "nickname": account.profile.nickname,
        "avatar_url": account.profile.avatar_url,
        "registered_at": account.registered_at,
    }


def session_of(row: Sequence[Any]) -> Session:
    """Return the session of a row of `sessions`."""
    (
        id_,
        account_id,
        identity_id,
        app,
        epoch,
        created_at,
        expires_at,
        closes_at,
        proved_at,
        address,
        device,
        *refresh,
        low_until,
        cell,
        ended_at,
        end_reason,
    ) = row
    newest, parent, rotated_at, child = refresh
    return Session(
        id=SessionId(id_),
        account_id=AccountId(account_id),
        identity_id=IdentityId(identity_id),
        app=app,
        epoch=epoch,
        created_at=created_at,
        expires_at=expires_at,
        closes_at=closes_at,
        proved_at=proved_at,
        client=Client(address, device),
        refresh=RefreshState(newest, parent, rotated_at, child),
        low_until=low_until,
        cell=cell,
        ended_at=ended_at,
        end_reason=None if end_reason is None else EndReason(end_reason),
    )


def session_values(session: Session) -> Values:
    """Return the columns of `sessions`."""
    return {
        "id": session.id,
        "account_id": session.account_id,
        "identity_id": session.identity_id,
        "app": session.app,
        "epoch": session.epoch,
        "created_at": session.created_at,
        "expires_at": session.expires_at,
        "closes_at": session.closes_at,
        "proved_at": session.proved_at,
        "address": session.client.address,
        "device": session.client.device,
        **refresh_values(session.refresh),
        "low_until": session.low_until,
        "cell": session.cell,
        "ended_at": session.ended_at,
        "end_reason": session.end_reason,
    }


def refresh_values(refresh: RefreshState) -> Values:
    """Return the columns of `sessions` that the refresh chain fills."""
    return {
        "refresh_newest": refresh.newest,
        "refresh_parent": refresh.parent,
        "refresh_rotated_at": refresh.rotated_at,
        "refresh_child": refresh.child,
    }


def bound_of(row: Sequence[Any], identity: Identity) -> BoundIdentity:
    """Return a row of `identities`, whose subject is known, as what it binds."""
    id_, account_id, _kind, _scope, _mac, _sealed, method, proved_at, slot = row
    return BoundIdentity(
        id=IdentityId(id_),
        account_id=AccountId(account_id),
        identity=identity,
        proof=Proof(ProofMethod(method), proved_at),
        superseded=slot is None,
    )


def identity_values(bound: BoundIdentity, *, mac: bytes, sealed: bytes) -> Values:
    """Return the columns of `identities`; the subject itself is not among them."""
    return {
        "id": bound.id,
        "account_id": bound.account_id,
        "kind": bound.identity.kind.value,
        "scope": bound.identity.scope,
        "subject_mac": mac,
        "subject_sealed": sealed,
        "proof_method": bound.proof.method.value,
        "proved_at": bound.proof.proved_at,
        "slot": None if bound.superseded else 1,
    }
