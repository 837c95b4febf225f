"""The decision tables as a list: for each, its cells by name and what they decide."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Self

import attrs

from adapters.explaining import situations
from domain.model.decision import Decision
from domain.model.first_sign_in import decide_first_sign_in
from domain.model.merge_undo import decide_undo
from domain.model.merging import decide_merge
from domain.model.number_claim import decide_number_claim
from domain.model.number_release import decide_number_release
from domain.model.openid_binding import decide_openid_binding
from domain.model.openid_login import decide_openid_login
from domain.model.password_reset import decide_password_reset
from domain.model.phone_binding import decide_phone_binding
from domain.model.phone_login import decide_phone_login
from domain.model.phone_openid_login import decide_pair_login
from domain.model.unbinding import decide_unbinding


@attrs.frozen
class Table:
    """One table: its situations in order, and what decides them."""

    name: str
    situations: Callable[[], Iterable[Any]]
    decide: Callable[[Any], Decision]

    def cells(self) -> Mapping[str, Decision]:
        """Return the decision of each cell, first met first."""
        return {one.cell: self.decide(one) for one in self.situations()}


TABLES: Final = (
    Table("T1", situations.openid_logins, decide_openid_login),
    Table("T2", situations.pair_logins, decide_pair_login),
    Table("T3", situations.phone_bindings, decide_phone_binding),
    Table("T4", situations.phone_logins, decide_phone_login),
    Table("T5", situations.number_releases, decide_number_release),
    Table("T6", situations.number_claims, decide_number_claim),
    Table("T7", situations.openid_bindings, decide_openid_binding),
    Table("T8", situations.password_resets, decide_password_reset),
    Table("T9", situations.first_sign_ins, decide_first_sign_in),
    Table("T10", situations.merges, decide_merge),
    Table("T11", situations.undone_merges, decide_undo),
    Table("T12", situations.unbindings, decide_unbinding),
)


@attrs.frozen
class CellName:
    """The name of a cell, taken apart: `T1 A/A xu=none prov=x`.

    `letters` stand in the order of the table's axes; `tags` are what is asked beside them.
    """

    table: str
    letters: tuple[str, ...]
    tags: Mapping[str, str]

    @classmethod
    def read(cls, name: str) -> Self:
        """Take the name of a cell apart."""
        table, *words = name.split()
        letters = [letter for word in words if "=" not in word for letter in word.split("/")]
        tags = [word.split("=") for word in words if "=" in word]
        return cls(table, tuple(letters), dict(tags))


def find_cell(name: str) -> Decision | None:
    """Return what the cell of this name decides, if the tables have such a cell."""
    named = name.partition(" ")[0]
    return next((table.cells().get(name) for table in TABLES if table.name == named), None)
