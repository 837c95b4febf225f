"""What holds of every account and its password."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from adapters.persistence.sql.invariant import GONE, Invariant, among, deeds
from adapters.persistence.sql.shorthand import a, accounts, i, password
from domain.model.account import AccountStatus
from domain.model.audit import Deed
from domain.model.identity import ProofMethod


def of_accounts() -> Iterator[Invariant]:
    """Name them."""
    yield from _of_each()
    yield from _of_the_trail()
    yield from _of_passwords()


def _of_each() -> Iterator[Invariant]:
    into = accounts.alias("into").c
    rests = select(into.id).where(
        into.id == a.merged_into, into.status != AccountStatus.MERGED.value
    )
    yield Invariant(
        "I5",
        "an active account has a way to sign in, and a number nobody proved is none",
        select(a.id).where(
            a.status == AccountStatus.ACTIVE.value,
            ~select(i.id)
            .where(i.account_id == a.id, i.slot.is_not(None))
            .where(i.proof_method != ProofMethod.CLAIMED.value)
            .exists(),
        ),
    )
    yield Invariant(
        "I6",
        "a merged account points at another that is not merged, and no other account points",
        select(a.id).where(
            or_(
                (a.status == AccountStatus.MERGED.value) != a.merged_into.is_not(None),
                a.merged_into == a.id,
                and_(a.merged_into.is_not(None), ~rests.exists()),
            )
        ),
    )


def _of_the_trail() -> Iterator[Invariant]:
    yield Invariant(
        "I19",
        "an account was created in the trail exactly once",
        select(a.id).where(deeds(Deed.ACCOUNT_CREATED) != 1),
    )
    yield Invariant(
        "I19",
        "a suspended account was suspended in the trail",
        select(a.id).where(
            a.status == AccountStatus.SUSPENDED.value, deeds(Deed.ACCOUNT_SUSPENDED) < 1
        ),
    )
    yield Invariant(
        "I19",
        "a dormant account fell dormant in the trail",
        select(a.id).where(
            a.status == AccountStatus.DORMANT.value, deeds(Deed.ACCOUNT_DORMANT) < 1
        ),
    )


def _of_passwords() -> Iterator[Invariant]:
    yield Invariant(
        "I7",
        "a password belongs to an account that is neither closed nor merged",
        select(password.account_id).where(
            ~select(a.id).where(a.id == password.account_id, ~among(a.status, GONE)).exists()
        ),
    )
    yield Invariant(
        "I13",
        "a password is kept as a hash that says how it was made",
        select(password.account_id).where(password.hashed.not_like("$_%$_%")),
    )
