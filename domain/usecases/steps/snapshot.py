"""How two accounts were before they became one, so that they can become two again."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity, Identity, IdentityKind, Proof, ProofMethod
from domain.model.merge_proposal import MergeProposal
from domain.model.profile import Profile
from domain.model.values import AccountId, IdentityId


@attrs.frozen(kw_only=True)
class Snapshot:
    """What an undo needs beside what the accounts still tell.

    Attributes:
        held: what was proven on either side, and whose it was.
        given_up: the numbers among it that gave way.
        aliases: the accounts that were merged into the loser before.
        loser_status, survivor_status: before.
        merged_epoch: the survivor's, afterwards.
        profile, merged_profile: the survivor's, before and afterwards.
        lost_password: the loser had one, which nothing brings back.
        password: the hash of the survivor's own.
    """

    held: tuple[BoundIdentity, ...]
    given_up: frozenset[IdentityId]
    aliases: tuple[AccountId, ...]
    loser_status: AccountStatus
    survivor_status: AccountStatus
    merged_epoch: int
    profile: Profile
    merged_profile: Profile
    lost_password: bool
    password: str | None = attrs.field(default=None, repr=False)

    @classmethod
    def of(cls, proposal: MergeProposal, merged: Account) -> Self:
        """Return what the merge will have changed; `merged` is the survivor afterwards."""
        survivor, loser = proposal.survivor, proposal.loser
        claims = (survivor.claim, loser.claim)
        return cls(
            held=tuple(one for one in (*survivor.own, *loser.own) if one not in claims),
            given_up=frozenset(one.id for one in proposal.given_up),
            aliases=tuple(one.id for one in loser.aliases),
            loser_status=loser.account.status,
            survivor_status=survivor.account.status,
            merged_epoch=merged.epoch,
            profile=survivor.account.profile,
            merged_profile=merged.profile,
            lost_password=loser.has_password,
            password=survivor.password,
        )

    def held_by(self, account_id: AccountId) -> frozenset[IdentityId]:
        """Return what was one account's."""
        return frozenset(one.id for one in self.held if one.account_id == account_id)

    @property
    def gave_way(self) -> tuple[BoundIdentity, ...]:
        """The numbers that nobody has any more."""
        return tuple(one for one in self.held if one.id in self.given_up)

    def moved_from(self, loser_id: AccountId) -> tuple[BoundIdentity, ...]:
        """Return what came over to the survivor."""
        loser_had = (one for one in self.held if one.account_id == loser_id)
        return tuple(one for one in loser_had if one.id not in self.given_up)

    def profile_after(self, present: Profile) -> Profile:
        """Return what the survivor shows after an undo: what was changed since stays."""
        before, merged = self.profile, self.merged_profile
        return Profile(
            before.nickname if present.nickname == merged.nickname else present.nickname,
            before.avatar_url if present.avatar_url == merged.avatar_url else present.avatar_url,
        )

    def is_banned_since(self, survivor: Account) -> bool:
        """Tell whether the survivor's ban was laid on it after the merge, and so on both sides."""
        return survivor.banned_in is not None and survivor.banned_in > self.merged_epoch

    def as_bytes(self) -> bytes:
        """Return it as the payload of a merge case."""
        return json.dumps(
            {
                "held": [_as_json(one) for one in self.held],
                "given_up": [str(one) for one in self.given_up],
                "aliases": [str(one) for one in self.aliases],
                "statuses": [self.loser_status, self.survivor_status],
                "merged_epoch": self.merged_epoch,
                "profiles": [attrs.astuple(self.profile), attrs.astuple(self.merged_profile)],
                "lost_password": self.lost_password,
                "password": self.password,
            }
        ).encode()

    @classmethod
    def of_bytes(cls, payload: bytes) -> Self:
        """Read the payload of a merge case."""
        told = json.loads(payload)
        loser, survivor = map(AccountStatus, told["statuses"])
        profile, merged_profile = (Profile(*one) for one in told["profiles"])
        return cls(
            held=tuple(map(_of_json, told["held"])),
            given_up=frozenset(IdentityId(UUID(one)) for one in told["given_up"]),
            aliases=tuple(AccountId(UUID(one)) for one in told["aliases"]),
            loser_status=loser,
            survivor_status=survivor,
            merged_epoch=told["merged_epoch"],
            profile=profile,
            merged_profile=merged_profile,
            lost_password=told["lost_password"],
            password=told["password"],
        )


def _as_json(bound: BoundIdentity) -> Mapping[str, Any]:
    identity, proof = bound.identity, bound.proof
    return {
        "id": str(bound.id),
        "account": str(bound.account_id),
        "identity": [identity.kind, identity.scope, identity.subject],
        "proof": [proof.method, proof.proved_at.isoformat()],
        "superseded": bound.superseded,
    }


def _of_json(told: Mapping[str, Any]) -> BoundIdentity:
    kind, scope, subject = told["identity"]
    method, at = told["proof"]
    return BoundIdentity(
        IdentityId(UUID(told["id"])),
        AccountId(UUID(told["account"])),
        Identity(IdentityKind(kind), scope, subject),
        Proof(ProofMethod(method), datetime.fromisoformat(at)),
        told["superseded"],
    )
