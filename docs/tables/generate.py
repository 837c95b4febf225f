"""Write docs/tables.md and its Chinese sister from the decisions themselves.

Run `python -m docs.tables.generate` in the checkout after a decision or a text has changed. What
the tables say in words is part of the product (`adapters/explaining`); here is what only the
documents say.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from adapters.explaining.tables import TABLES, CellName, Table
from adapters.explaining.texts import Texts, texts_in
from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome

HERE: Final = Path(__file__).parent
DOCUMENTS: Final = {
    "en": HERE.parent / "tables.md",
    "zh": HERE.parent / "tables.zh-CN.md",
}

# Each is listed at the end, value by value.
WORDS: Final = (Who, Outcome, Role, Act, Deed, Offer)

Frame = Mapping[str, Any]
"""What a document says beside what the tables say."""


def frame_in(language: str) -> Frame:
    """Return the frame of the document in a language: `en` or `zh`."""
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


def document(language: str) -> str:
    """Return the whole document in a language: `en` or `zh`."""
    frame, texts = frame_in(language), texts_in(language)
    counted = sum(len(table.cells()) for table in TABLES)
    parts = [f"# {frame['title']}", frame["introduction"].format(cells=counted).strip()]
    parts += ["\n\n".join(section(table, frame, texts)) for table in TABLES]
    parts += [f"## {frame['glossary']}", *(glossary(words, frame, texts) for words in WORDS)]
    return "\n\n".join(parts) + "\n"


def section(table: Table, frame: Frame, texts: Texts) -> Iterator[str]:
    """Yield the heading of a table, what its letters and tags mean, a note, and its rows."""
    cells = table.cells()
    yield f"## {table.name} {texts.table(table.name)}"
    yield "\n".join(legend(table, frame, texts))
    if table.name in frame["notes"]:
        yield frame["notes"][table.name].strip()
    head = ["| " + " | ".join(frame["columns"]) + " |", "|---" * len(frame["columns"]) + "|"]
    yield "\n".join(head + [row(cell, decision, texts) for cell, decision in cells.items()])


def legend(table: Table, frame: Frame, texts: Texts) -> Iterator[str]:
    """Yield a line for each axis and each tag that the names of the cells are made of."""
    cells = [CellName.read(name) for name in table.cells()]
    axes = texts.axes(table.name)
    for place, (title, words) in enumerate(axes):
        met = (cell.letters[place] for cell in cells if len(cell.letters) > place)
        name = frame["sides"][place].format(title) if len(axes) > 1 else title
        yield f"- {name}{texts.phrase('colon')}{meanings(met, words)}"
    for tag in dict.fromkeys(tag for cell in cells for tag in cell.tags):
        met = (cell.tags[tag] for cell in cells if tag in cell.tags)
        yield f"- `{tag}`{texts.phrase('colon')}{meanings(met, texts.tag(table.name, tag))}"


def meanings(met: Iterable[str], words: Mapping[str, str]) -> str:
    """Return what each of these means, first met first."""
    return " · ".join(f"`{one}` {words[one]}" for one in dict.fromkeys(met))


def row(cell: str, decision: Decision, texts: Texts) -> str:
    """Return one row: cell, outcome, who, what is done and bound, what is offered."""
    who = "" if decision.who is Who.NOBODY else f"**{decision.who}**"
    done, offered = texts.done(decision), texts.offered(decision)
    return "| " + " | ".join((f"`{cell}`", f"`{decision.outcome}`", who, done, offered)) + " |"


def glossary(words: type[StrEnum], frame: Frame, texts: Texts) -> str:
    """Return the codes of one kind with their texts."""
    head = [f"| {frame['words'][words.__name__]} | |", "|---|---|"]
    return "\n".join(head + [f"| `{one}` | {texts.word(one)} |" for one in words])


def main() -> None:
    """Write both documents."""
    for language, path in DOCUMENTS.items():
        path.write_text(document(language), encoding="utf-8")


if __name__ == "__main__":
    main()
