"""The documents of the decision tables say what the code decides, in words for everything."""

from collections import defaultdict
from string import Formatter

import pytest

from adapters.explaining.tables import TABLES, CellName, find_cell
from adapters.explaining.texts import LANGUAGES, texts_in
from docs.tables.generate import DOCUMENTS, WORDS, document
from domain.model.account import AccountStatus
from domain.model.identity import IdentityKind, ProofMethod
from domain.model.outcomes import Ended
from domain.model.survivor import Reason
from tests.unit import test_tables

RENEW = "renew it: python -m docs.tables.generate"
SPOKEN = (*WORDS, IdentityKind, ProofMethod, AccountStatus, Reason, Ended)
OTHERS = {"tables", "axes", "tags", "phrases", "sentences"}


def letters_met():
    """For each section of letters those that some cell's name has."""
    met = defaultdict(set)
    for table in TABLES:
        sections = [section for _, section in texts_in("en").sections["axes"][table.name]]
        for cell in map(CellName.read, table.cells()):
            for section, letter in zip(sections, cell.letters, strict=False):
                met[section].add(letter)
    return met


def tags_met():
    """For each section of tags those that some cell's name has, with their values."""
    met = defaultdict(lambda: defaultdict(set))
    for table in TABLES:
        own = texts_in("en").sections.get(table.name, {})
        for cell in map(CellName.read, table.cells()):
            for tag, value in cell.tags.items():
                met[table.name if tag in own else "tags"][tag].add(value)
    return met


def in_values(section):
    return {tag: set(values) for tag, values in section.items()}


@pytest.mark.parametrize("language", DOCUMENTS)
def test_a_document_says_what_the_decisions_say(language):
    assert DOCUMENTS[language].read_text(encoding="utf-8") == document(language), RENEW


@pytest.mark.parametrize("words", SPOKEN, ids=lambda words: words.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_a_text_and_no_text_is_left_over(language, words):
    assert set(texts_in(language).sections[words.__name__]) == set(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_cell_has_a_text_and_no_text_is_left_over(language):
    sections = texts_in(language).sections
    assert {name: set(sections[name]) for name in letters_met()} == letters_met()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_of_a_cell_has_a_text_and_no_text_is_left_over(language):
    sections = texts_in(language).sections
    assert {name: in_values(sections[name]) for name in tags_met()} == tags_met()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_section_is_left_over(language):
    spoken = {words.__name__ for words in SPOKEN}
    assert set(texts_in(language).sections) == spoken | OTHERS | set(letters_met()) | set(
        tags_met()
    )


def test_both_languages_tell_the_same():
    """Sentence by sentence, with the same facts in each."""
    told = [
        {
            f"{section}.{name}": sorted(field for _, field, *_ in Formatter().parse(text) if field)
            for section in ("sentences", "phrases", "tables")
            for name, text in texts_in(language).sections[section].items()
        }
        for language in LANGUAGES
    ]
    assert told[0] == told[1]


def test_the_documents_have_the_tables_and_cells_of_the_contract():
    documented = {table.name: set(table.cells()) for table in TABLES}
    contract = {name: set(module.CELLS) for name, module in test_tables.TABLES.items()}
    assert documented == contract


def test_a_cell_is_found_by_its_name_with_what_the_contract_says():
    for module in test_tables.TABLES.values():
        for name, decision in module.CELLS.items():
            assert find_cell(name) == decision
    assert find_cell("T1 Z/Z") is None
    assert find_cell("password") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_can_be_told_dimension_by_dimension(language):
    texts = texts_in(language)
    for table in TABLES:
        for name in table.cells():
            cell = CellName.read(name)
            assert len(list(texts.conditions(name))) == len(cell.letters) + len(cell.tags)
