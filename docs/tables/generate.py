"""Write docs/tables.md and its Chinese sister from the decisions themselves.

Run `python -m docs.tables.generate` in the checkout after a decision or a text has changed.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from docs.tables import situations
from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import IdentityKind
from domain.model.number_claim import decide_number_claim
from domain.model.number_release import decide_number_release
from domain.model.openid_login import OpenidHolder, UnionidHolder, decide_openid_login
from domain.model.outcomes import Offer, Outcome
from domain.model.password_reset import decide_password_reset
from domain.model.phone_binding import OwnPhone, decide_phone_binding
from domain.model.phone_login import decide_phone_login
from domain.model.phone_openid_login import WeChatHolder, decide_pair_login
from domain.model.phone_standing import Standing

HERE: Final = Path(__file__).parent
DOCUMENTS: Final = {
    "en": HERE.parent / "tables.md",
    "zh": HERE.parent / "tables.zh-CN.md",
}

# Each has a section of the texts, by its own name, with one text a value.
WORDS: Final = (Who, Outcome, IdentityKind, Act, Deed, Offer)
AXES: Final = (OpenidHolder, UnionidHolder, Standing, WeChatHolder, OwnPhone)

Texts = Mapping[str, Any]


class Table(NamedTuple):
    """One table: its situations in order, what decides them, and the axes of its cells."""

    name: str
    situations: Callable[[], Iterable[Any]]
    decide: Callable[[Any], Decision]
    axes: tuple[type[StrEnum], ...]

    def cells(self) -> Mapping[str, Decision]:
        """Return the decision of each cell, first met first."""
        return {one.cell: self.decide(one) for one in self.situations()}


TABLES: Final = (
    Table("T1", situations.openid_logins, decide_openid_login, (OpenidHolder, UnionidHolder)),
    Table("T2", situations.pair_logins, decide_pair_login, (Standing, WeChatHolder)),
    Table("T3", situations.phone_bindings, decide_phone_binding, (Standing, OwnPhone)),
    Table("T4", situations.phone_logins, decide_phone_login, (Standing,)),
    Table("T5", situations.number_releases, decide_number_release, (Standing,)),
    Table("T6", situations.number_claims, decide_number_claim, (Standing,)),
    Table("T8", situations.password_resets, decide_password_reset, (Standing,)),
)


def texts_in(language: str) -> Texts:
    """Return the texts of the documents in a language: `en` or `zh`."""
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


def document(texts: Texts) -> str:
    """Return the whole document in the language of the texts."""
    counted = sum(len(table.cells()) for table in TABLES)
    parts = [f"# {texts['title']}", texts["introduction"].format(cells=counted).strip()]
    parts += ["\n\n".join(section(table, texts)) for table in TABLES]
    parts += [f"## {texts['glossary']}", *(glossary(words, texts) for words in WORDS)]
    return "\n\n".join(parts) + "\n"


def section(table: Table, texts: Texts) -> Iterator[str]:
    """Yield the heading of a table, what its letters and tags mean, and its rows."""
    cells = table.cells()
    yield f"## {table.name} {texts['tables'][table.name]}"
    yield "\n".join(legend(table, cells, texts))
    head = ["| " + " | ".join(texts["columns"]) + " |", "|---" * len(texts["columns"]) + "|"]
    yield "\n".join(head + [row(cell, decision, texts) for cell, decision in cells.items()])


def legend(table: Table, cells: Iterable[str], texts: Texts) -> Iterator[str]:
    """Yield a line for each axis and each tag that the names of the cells are made of."""
    titles = texts["axes"][table.name]
    for axis, title in zip(table.axes, titles, strict=True):
        letters = (f"`{one}` {texts[axis.__name__][one]}" for one in axis)
        yield f"- {title}{texts['colon']}{' · '.join(letters)}"
    for tag in dict.fromkeys(re.findall(r"(\w+)=", " ".join(cells))):
        yield f"- `{tag}`{texts['colon']}{texts['tags'][tag]}"


def row(cell: str, decision: Decision, texts: Texts) -> str:
    """Return one row: cell, outcome, who, what is done and bound, what is offered."""
    who = "" if decision.who is Who.NOBODY else f"**{decision.who}**"
    offers = " / ".join(texts["Offer"][one] for one in decision.offers)
    columns = (f"`{cell}`", f"`{decision.outcome}`", who, done(decision, texts), offers)
    return "| " + " | ".join(columns) + " |"


def done(decision: Decision, texts: Texts) -> str:
    """Return what is done, what is bound, and what the audit trail is told."""
    acts = [texts["Act"][one] for one in decision.acts]
    kinds = texts["comma"].join(texts["IdentityKind"][one] for one in decision.bind)
    bound = [texts["bind"].format(kinds)] if kinds else []
    deeds = [texts["audit"].format(texts["Deed"][one]) for one in decision.deeds]
    separator: str = texts["semicolon"]
    return separator.join(acts + bound + deeds)


def glossary(words: type[StrEnum], texts: Texts) -> str:
    """Return the codes of one kind with their texts."""
    head = [f"| {texts['words'][words.__name__]} | |", "|---|---|"]
    return "\n".join(head + [f"| `{one}` | {texts[words.__name__][one]} |" for one in words])


def main() -> None:
    """Write both documents."""
    for language, path in DOCUMENTS.items():
        path.write_text(document(texts_in(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
