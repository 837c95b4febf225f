"""How two accounts were before they became one, so that they can become two again."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod
from domain.model.merge_proposal import MergeProposal
from domain.model.profile import Profile
from domain.model.values import AccountId, IdentityId


@attrs.frozen(kw_only=True)
class Snapshot:
    """What an undo needs beside what the accounts still tell.

    Attributes:
        moved: the identities that came over.
        given_up: the numbers that were proven and gave way, with whose they were.
        aliases: the accounts that were merged into the loser before.
        statuses: of both accounts before, and of the survivor afterwards.
        profile, merged_profile: the survivor's, before and afterwards.
        lost_password: the loser had one, which nothing brings back.
        moved_password: its hash, where the survivor got it.
    """

    moved: tuple[IdentityId, ...]
    given_up: tuple[BoundIdentity, ...]
    aliases: tuple[AccountId, ...]
    loser_status: AccountStatus
    survivor_status: AccountStatus
    merged_status: AccountStatus
    profile: Profile
    merged_profile: Profile
    lost_password: bool
    moved_password: str | None = attrs.field(default=None, repr=False)

    @classmethod
    def of(cls, proposal: MergeProposal, *, moved_password: str | None) -> Self:
        """Return what the merge will have changed."""
        survivor, loser = proposal.survivor, proposal.loser
        claims = (survivor.claim, loser.claim)
        return cls(
            moved=tuple(one.id for one in proposal.moved),
            given_up=tuple(one for one in proposal.given_up if one not in claims),
            aliases=tuple(one.id for one in loser.aliases),
            loser_status=loser.account.status,
            survivor_status=survivor.account.status,
            merged_status=proposal.status,
            profile=survivor.account.profile,
            merged_profile=proposal.profile,
            lost_password=loser.has_password,
            moved_password=moved_password,
        )

    def profile_after(self, present: Profile) -> Profile:
        """Return what the survivor shows after an undo: what was changed since stays."""
        before, merged = self.profile, self.merged_profile
        return Profile(
            before.nickname if present.nickname == merged.nickname else present.nickname,
            before.avatar_url if present.avatar_url == merged.avatar_url else present.avatar_url,
        )

    def status_after(self, present: Account, before: AccountStatus) -> AccountStatus:
        """Return how one of them stands after an undo, given how the survivor stands.

        A ban from before comes back to whom it was laid on; a later one is laid on both.
        """
        if present.status is not AccountStatus.SUSPENDED:
            return AccountStatus.ACTIVE
        return before if self.merged_status is AccountStatus.SUSPENDED else present.status

    def as_bytes(self) -> bytes:
        """Return it as the payload of a merge case."""
        return json.dumps(
            {
                "moved": [str(one) for one in self.moved],
                "given_up": [_number_as_json(one) for one in self.given_up],
                "aliases": [str(one) for one in self.aliases],
                "statuses": [self.loser_status, self.survivor_status, self.merged_status],
                "profiles": [attrs.astuple(self.profile), attrs.astuple(self.merged_profile)],
                "lost_password": self.lost_password,
                "moved_password": self.moved_password,
            }
        ).encode()

    @classmethod
    def of_bytes(cls, payload: bytes) -> Self:
        """Read the payload of a merge case."""
        told = json.loads(payload)
        loser, survivor, merged = map(AccountStatus, told["statuses"])
        profile, merged_profile = (Profile(*one) for one in told["profiles"])
        return cls(
            moved=tuple(IdentityId(UUID(one)) for one in told["moved"]),
            given_up=tuple(map(_number_of_json, told["given_up"])),
            aliases=tuple(AccountId(UUID(one)) for one in told["aliases"]),
            loser_status=loser,
            survivor_status=survivor,
            merged_status=merged,
            profile=profile,
            merged_profile=merged_profile,
            lost_password=told["lost_password"],
            moved_password=told["moved_password"],
        )


def _number_as_json(bound: BoundIdentity) -> Mapping[str, str]:
    return {
        "id": str(bound.id),
        "account": str(bound.account_id),
        "number": bound.identity.subject,
        "method": bound.proof.method,
        "at": bound.proof.proved_at.isoformat(),
    }


def _number_of_json(told: Mapping[str, Any]) -> BoundIdentity:
    return BoundIdentity(
        IdentityId(UUID(told["id"])),
        AccountId(UUID(told["account"])),
        Identity.phone(told["number"]),
        Proof(ProofMethod(told["method"]), datetime.fromisoformat(told["at"])),
    )
