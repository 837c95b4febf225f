"""What holds of every identity, and of the numbers among them."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from adapters.persistence.sql.invariant import Invariant, among, is_torn
from adapters.persistence.sql.shorthand import a, i, identities
from domain.model.account import AccountStatus
from domain.model.identity import PHONE_PLACE, IdentityKind, ProofMethod

_STANDING: Final = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED, AccountStatus.CLOSING)

# How each kind of identity is proven.
_METHODS: Final = {
    IdentityKind.WECHAT_OPENID: (ProofMethod.WX_CODE,),
    IdentityKind.WECHAT_UNIONID: (ProofMethod.WX_CODE,),
    IdentityKind.QQ_OPENID: (ProofMethod.QQ_CODE,),
    IdentityKind.QQ_UNIONID: (ProofMethod.QQ_CODE,),
    IdentityKind.PHONE: (
        ProofMethod.WX_PHONE,
        ProofMethod.WX_PHONE_QUICK,
        ProofMethod.SMS,
        ProofMethod.CLAIMED,
    ),
}


def of_identities() -> Iterator[Invariant]:
    """Name them."""
    yield from _of_each()
    yield from _of_places()
    yield from _of_phones()


def _of_each() -> Iterator[Invariant]:
    other = identities.alias("other").c
    yield Invariant(
        "I1",
        "an identity has a known kind, a scope, a whole look-up key and a sealed subject",
        select(i.id).where(
            or_(
                ~among(i.kind, IdentityKind),
                i.scope == "",
                is_torn(i.subject_mac),
                func.length(i.subject_sealed) == 0,
            )
        ),
    )
    yield Invariant(
        "I1",
        "no two identities have the same kind, scope and subject",
        select(i.id).where(
            select(other.id)
            .where(other.kind == i.kind, other.scope == i.scope)
            .where(other.subject_mac == i.subject_mac, other.id != i.id)
            .exists()
        ),
    )
    yield Invariant(
        "I29",
        "an identity was proven in a way of its kind, and only a number may be a mere claim",
        select(i.id).where(not_(or_(*(_is_proven(kind) for kind in _METHODS)))),
    )


def _is_proven(kind: IdentityKind) -> ColumnElement[bool]:
    return and_(i.kind == kind.value, among(i.proof_method, _METHODS[kind]))


def _of_places() -> Iterator[Invariant]:
    other = identities.alias("other").c
    yield Invariant(
        "I2",
        "an identity belongs to an account that is active, suspended or closing",
        select(i.id).where(
            ~select(a.id).where(a.id == i.account_id, among(a.status, _STANDING)).exists()
        ),
    )
    yield Invariant(
        "I3",
        "an account has one identity a place",
        select(i.id).where(
            i.slot.is_not(None),
            select(other.id)
            .where(other.account_id == i.account_id, other.slot.is_not(None))
            .where(other.kind == i.kind, other.scope == i.scope, other.id != i.id)
            .exists(),
        ),
    )


def _of_phones() -> Iterator[Invariant]:
    other = identities.alias("other").c
    yield Invariant(
        "I4",
        "a number is in the one realm, and is released rather than superseded",
        select(i.id).where(
            i.kind == IdentityKind.PHONE.value, or_(i.scope != PHONE_PLACE.scope, i.slot.is_(None))
        ),
    )
    yield Invariant(
        "I4",
        "an account has at most one number",
        select(i.id).where(
            i.kind == IdentityKind.PHONE.value,
            select(other.id)
            .where(other.account_id == i.account_id, other.kind == i.kind, other.id != i.id)
            .exists(),
        ),
    )
