"""Which cell decided, what it asks, and what it says."""

from collections.abc import Iterator

from adapters.explaining.tables import CellName, find_cell
from adapters.explaining.texts import Texts
from domain.model.decision import Decision, Who


def cell_lines(cell: str, texts: Texts) -> Iterator[str]:
    """Yield what decided: the cell, dimension by dimension, and its decision."""
    decision = find_cell(cell)
    if decision is None:
        yield _without_table(cell, texts)
        return
    yield texts.sentence("cell", cell=cell, table=texts.table(CellName.read(cell).table))
    for condition in texts.conditions(cell):
        yield f"  {condition}"
    yield from _decided(decision, texts)


def _without_table(cell: str, texts: Texts) -> str:
    match cell:
        case "":
            return texts.sentence("no_cell")
        case "password":
            return texts.sentence("by_password")
        case "banned":
            return texts.sentence("by_ban")
    return texts.sentence("unknown_cell", cell=cell)


def _decided(decision: Decision, texts: Texts) -> Iterator[str]:
    outcome = decision.outcome
    yield texts.sentence("outcome", code=outcome, words=texts.word(outcome))
    if decision.who is not Who.NOBODY:
        yield texts.sentence("who", who=texts.word(decision.who))
    if done := texts.done(decision):
        yield texts.sentence("done", done=done)
    if offered := texts.offered(decision):
        yield texts.sentence("offered", offered=offered)
