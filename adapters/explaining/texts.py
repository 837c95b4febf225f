"""What the decision tables say, in words: Chinese and English."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from adapters.explaining.tables import CellName
from domain.model.decision import Decision

LANGUAGES: Final = ("zh", "en")

_FILES: Final = ("tables", "words", "sentences")


@attrs.frozen
class Texts:
    """The texts of one language, section by section."""

    sections: Mapping[str, Any] = attrs.field(repr=False)

    def word(self, value: StrEnum) -> str:
        """Return the words for a value; its class has a section of its own."""
        return str(self.sections[type(value).__name__][value])

    def phrase(self, name: str) -> str:
        """Return one of the phrases that the rest is put together with."""
        return str(self.sections["phrases"][name])

    def sentence(self, name: str, /, **told: str) -> str:
        """Return a sentence with what it tells of."""
        return str(self.sections["sentences"][name]).format(**told)

    def table(self, name: str) -> str:
        """Return what a table is about."""
        return str(self.sections["tables"][name])

    def axes(self, table: str) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return the title of each axis of a table, and the words for each letter on it."""
        return [(title, self.sections[name]) for title, name in self.sections["axes"][table]]

    def tag(self, table: str, tag: str) -> Mapping[str, str]:
        """Return the words for each value of a tag, as the table means it."""
        values: Mapping[str, str] = {**self.sections["tags"], **self.sections.get(table, {})}[tag]
        return values

    def conditions(self, cell: str) -> Iterator[str]:
        """Yield what a cell is about, dimension by dimension."""
        name = CellName.read(cell)
        for letter, (title, words) in zip(name.letters, self.axes(name.table), strict=False):
            yield f"{title}{self.phrase('colon')}{words[letter]}"
        for tag, value in name.tags.items():
            yield self.tag(name.table, tag)[value]

    def done(self, decision: Decision) -> str:
        """Return what is done, what is bound, and what the audit trail is told."""
        acts = [self.word(one) for one in decision.acts]
        kinds = self.phrase("comma").join(self.word(one) for one in decision.bind)
        bound = [self.phrase("bind").format(kinds)] if kinds else []
        deeds = [self.phrase("audit").format(self.word(one)) for one in decision.deeds]
        return self.phrase("semicolon").join(acts + bound + deeds)

    def offered(self, decision: Decision) -> str:
        """Return what the caller may do next."""
        return " / ".join(self.word(one) for one in decision.offers)


@cache
def texts_in(language: str) -> Texts:
    """Return the texts in a language: `zh` or `en`."""
    folder = files(__package__)
    sections: dict[str, Any] = {}
    for name in _FILES:
        source = folder.joinpath(f"{name}.{language}.toml")
        sections |= tomllib.loads(source.read_text(encoding="utf-8"))
    return Texts(sections)
