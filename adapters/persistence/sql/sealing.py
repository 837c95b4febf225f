"""What each column's look-up key and seal are bound to, so that nothing opens elsewhere."""

from uuid import UUID

import attrs

from domain.model.errors import StoreUnavailable
from domain.model.identity import BoundIdentity, Identity, IdentityKind, Place
from domain.model.limits import Limit
from domain.model.merge_case import MergeCase
from ports.secret_writes import KeepSessionKey, Remember
from ports.vault import SealBroken, Vault


@attrs.frozen
class Sealing:
    """Seals values into columns and opens them again."""

    vault: Vault

    def subject_mac(self, identity: Identity) -> bytes:
        """Return the look-up key of an identity's subject."""
        return self.vault.index(identity.subject, bound_to=f"{identity.kind} {identity.scope}")

    def seal_subject(self, bound: BoundIdentity) -> bytes:
        """Return the subject, sealed into the row of this identity."""
        return self.vault.seal(
            bound.identity.subject.encode(), bound_to=f"identities.subject_sealed {bound.id}"
        )

    def open_subject(self, sealed: bytes, *, row: UUID, place: Place) -> Identity:
        """Return the identity of a row.

        Raises:
            StoreUnavailable: it was sealed elsewhere, or under a key that has left the ring.
        """
        try:
            subject = self.vault.open(sealed, bound_to=f"identities.subject_sealed {row}")
        except SealBroken:
            raise StoreUnavailable(f"the seal of identity {row} does not open") from None
        return Identity(place.kind, place.scope, subject.decode())

    def openid_mac(self, app_id: str, openid: str) -> bytes:
        """Return the key of a person's ring: that of her openid."""
        return self.subject_mac(Identity(IdentityKind.WECHAT_OPENID, app_id, openid))

    def session_key_mac(self, write: KeepSessionKey) -> bytes:
        """Return what tells two keys of a ring apart."""
        return self.vault.index(write.key.secret, bound_to=f"session_keys {write.app_id}")

    def seal_session_key(self, write: KeepSessionKey, *, mac: bytes) -> bytes:
        """Return the session key, sealed into its row of the ring."""
        return self.vault.seal(write.key.secret.encode(), bound_to=_key_row(write.app_id, mac))

    def open_session_key(self, sealed: bytes, *, app_id: str, mac: bytes) -> str:
        """Return the session key of a row."""
        return self.vault.open(sealed, bound_to=_key_row(app_id, mac)).decode()

    def secret_mac(self, purpose: str, secret: str) -> bytes:
        """Return the key of a one-time row."""
        return self.vault.index(secret, bound_to=f"one_time.secret {purpose}")

    def bound_mac(self, purpose: str, bound: str) -> bytes:
        """Return what stands for the thing a one-time row is bound to."""
        return self.vault.index(bound, bound_to=f"one_time.bound {purpose}")

    def limit_mac(self, limit: Limit, subject: str) -> bytes:
        """Return what stands for the subject that a limit counts."""
        return self.vault.index(subject, bound_to=f"limits {limit.name}")

    def seal_payload(self, write: Remember, *, mac: bytes) -> bytes:
        """Return the payload, sealed into its one-time row."""
        return self.vault.seal(write.payload, bound_to=_one_time_row(write.purpose, mac))

    def open_payload(self, sealed: bytes, *, purpose: str, mac: bytes) -> bytes:
        """Return the payload of a one-time row."""
        return self.vault.open(sealed, bound_to=_one_time_row(purpose, mac))

    def seal_snapshot(self, case: MergeCase) -> bytes | None:
        """Return the snapshot of a merge, if it has one, sealed into the row of its case."""
        if case.snapshot is None:
            return None
        return self.vault.seal(case.snapshot, bound_to=_case_row(case.id))

    def open_snapshot(self, sealed: bytes, *, row: UUID) -> bytes:
        """Return the snapshot of a row."""
        return self.vault.open(sealed, bound_to=_case_row(row))


def _case_row(id_: UUID) -> str:
    return f"merge_cases.snapshot_sealed {id_}"


def _key_row(app_id: str, mac: bytes) -> str:
    return f"session_keys.sealed {app_id} {mac.hex()}"


def _one_time_row(purpose: str, mac: bytes) -> str:
    return f"one_time.payload_sealed {purpose} {mac.hex()}"
