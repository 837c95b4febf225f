"""An identity as the operator may see it: without its subject."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import attrs

from domain.model.identity import BoundIdentity, IdentityKind, Place, ProofMethod
from domain.model.values import IdentityId, masked

AppNames = Mapping[str, str]
"""What the operator calls the configured apps, by app id."""


@attrs.frozen(kw_only=True)
class ShownIdentity:
    """An identity without its subject.

    `where` is the name of its app, or its open platform; a number has none, but a hint instead:
    all of it but the middle.
    """

    id: IdentityId
    kind: IdentityKind
    method: ProofMethod
    proved_at: datetime
    superseded: bool = False
    where: str | None = None
    hint: str | None = None

    @classmethod
    def of(cls, bound: BoundIdentity, app_names: AppNames) -> Self:
        """Return what may be shown of an identity."""
        identity, is_number = bound.identity, bound.identity.kind is IdentityKind.PHONE
        return cls(
            id=bound.id,
            kind=identity.kind,
            method=bound.proof.method,
            proved_at=bound.proof.proved_at,
            superseded=bound.superseded,
            where=where(identity.place, app_names),
            hint=masked(identity.subject) if is_number else None,
        )


def where(place: Place, app_names: AppNames) -> str | None:
    """Return what the operator calls the scope of a place; there is one realm of numbers."""
    if place.kind is IdentityKind.PHONE:
        return None
    return app_names.get(place.scope, place.scope)
