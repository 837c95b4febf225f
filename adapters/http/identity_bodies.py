"""What goes over the wire about identities; never an openid, a unionid or a whole number."""

from typing import Annotated, Self
from uuid import UUID

from msgspec import Meta

from adapters.http.bodies import In, Moment, Out
from adapters.http.phone_bodies import LoginCodeIn
from domain.model.errors import InvalidInput
from domain.model.identity import (
    BoundIdentity,
    IdentityKind,
    Place,
    ProofMethod,
    Provider,
    Role,
)
from domain.model.values import masked
from domain.usecases.list_identities import Methods
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.shown_identity import AppNames

App = Annotated[
    str | None, Meta(description="The alias of the app that knows a person by this identity.")
]
Platform = Annotated[
    str | None, Meta(description="The platform of the provider's whose apps share this identity.")
]


class PlaceOut(Out, frozen=True):
    """A place on an account: there is room for one identity."""

    kind: IdentityKind
    app: App
    platform: Platform

    @classmethod
    def of(cls, place: Place, app_names: AppNames) -> Self:
        return cls(place.kind, _app_of(place, app_names), _platform_of(place))


class IdentityOut(Out, frozen=True):
    """Something that signs in to an account, and how and when it was last proven."""

    id: UUID
    kind: IdentityKind
    app: App
    platform: Platform
    phone: Annotated[str | None, Meta(description="All but the middle of a number.")]
    proved_at: Moment
    method: ProofMethod

    @classmethod
    def of(cls, bound: BoundIdentity, app_names: AppNames) -> Self:
        identity, proof = bound.identity, bound.proof
        return cls(
            id=bound.id,
            kind=identity.kind,
            app=_app_of(identity.place, app_names),
            platform=_platform_of(identity.place),
            phone=masked(identity.subject) if identity.kind is IdentityKind.PHONE else None,
            proved_at=proof.proved_at,
            method=proof.method,
        )


class IdentitiesOut(Out, frozen=True):
    """By what the account is signed in to, oldest first, and whether it has a password."""

    identities: list[IdentityOut]
    password: bool

    @classmethod
    def of(cls, methods: Methods, app_names: AppNames) -> Self:
        identities = [IdentityOut.of(one, app_names) for one in methods.identities]
        return cls(identities, methods.has_password)


class BindIdentityIn(In, frozen=True):
    """Bind a WeChat or a QQ, exactly one; with `replace` in the place of the one there is."""

    wechat: LoginCodeIn | None = None
    qq: LoginCodeIn | None = None
    replace: bool = False

    def shown(self) -> LoginCode:
        if self.wechat is not None and self.qq is None:
            return self.wechat.shown()
        if self.qq is not None and self.wechat is None:
            return self.qq.shown(Provider.QQ)
        raise InvalidInput("wechat")


def _app_of(place: Place, app_names: AppNames) -> str | None:
    return app_names.get(place.scope) if place.kind.role is Role.OPENID else None


def _platform_of(place: Place) -> str | None:
    return place.scope if place.kind.role is Role.UNIONID else None
