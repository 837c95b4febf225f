"""Whom an act is about, and which acts are about the same people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import attrs

from domain.model.identity import Identity
from tests.acts.act import Act
from tests.acts.cast import stage
from tests.acts.ending import ending_of
from tests.acts.lens import Call, straight
from tests.interleavings.exploring import Pair, every_pair


@attrs.define
class Company:
    """Notes whoever is named in what the ports are asked, and in what they answer."""

    met: set[Any] = attrs.field(factory=set)
    changes: bool = False

    async def __call__(self, name: str, call: Call) -> Any:
        self.changes |= name == "store.apply"
        answer = await call()
        self.met.update(_named_in((*call.args, *call.keywords.values(), answer)))
        return answer


def pairs_in_company(acts: Sequence[Act]) -> list[Pair]:
    """Return every two acts that are about somebody in common, and each with itself."""
    company = {act.name: company_of(act) for act in acts}
    return [
        (one, other)
        for one, other in every_pair(acts)
        if one is other or not company[one.name].isdisjoint(company[other.name])
    ]


def company_of(act: Act) -> set[Any]:
    """Return everybody whom an act is about: accounts that are there, and subjects.

    Nobody, if it only looks: it disturbs no one.
    """
    world, cast = straight(stage())
    tables = world.store.tables
    there = {id_: id_ for id_ in tables.accounts}
    there |= {one.id: one.account_id for one in tables.sessions.values()}
    attempt, company = straight(act.prepare(world, cast)), Company()
    world.eye.lens = company
    ending_of(attempt)
    if not company.changes:
        return set()
    return {there.get(one, one) for one in company.met if isinstance(one, str) or one in there}


def _named_in(value: Any) -> Iterator[Any]:
    """Yield every id and every subject in a value."""
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, Identity):
        yield value.subject
    elif isinstance(value, str | bytes):
        # Codes and limits are kept by the number itself.
        yield from [value] if isinstance(value, str) and value.startswith("+") else []
    elif attrs.has(type(value)):
        yield from _in_each(getattr(value, field.name) for field in attrs.fields(type(value)))
    elif isinstance(value, Iterable):
        yield from _in_each(value)


def _in_each(values: Iterable[Any]) -> Iterator[Any]:
    for one in values:
        yield from _named_in(one)
