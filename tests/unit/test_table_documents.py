"""The documents of the decision tables say what the code decides, in words for everything."""

import re

import pytest

from docs.tables.generate import AXES, DOCUMENTS, TABLES, WORDS, document, texts_in
from tests.unit import test_tables

RENEW = "renew it: python -m docs.tables.generate"


@pytest.mark.parametrize("language", DOCUMENTS)
def test_a_document_says_what_the_decisions_say(language):
    written = DOCUMENTS[language].read_text(encoding="utf-8")
    assert written == document(texts_in(language)), RENEW


@pytest.mark.parametrize("words", [*WORDS, *AXES], ids=lambda words: words.__name__)
@pytest.mark.parametrize("language", DOCUMENTS)
def test_every_value_has_a_text_and_no_text_is_left_over(language, words):
    assert set(texts_in(language)[words.__name__]) == set(words)


@pytest.mark.parametrize("language", DOCUMENTS)
def test_every_tag_of_a_cell_has_a_text_and_no_text_is_left_over(language):
    names = " ".join(cell for table in TABLES for cell in table.cells())
    assert set(texts_in(language)["tags"]) == set(re.findall(r"(\w+)=", names))


def test_the_documents_have_the_tables_and_cells_of_the_contract():
    documented = {table.name: set(table.cells()) for table in TABLES}
    contract = {name: set(module.CELLS) for name, module in test_tables.TABLES.items()}
    assert documented == contract
