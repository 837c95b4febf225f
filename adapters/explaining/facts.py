"""A fact of the audit trail in a line."""

from datetime import datetime
from typing import Final

from adapters.explaining.tables import CellName, find_cell
from adapters.explaining.texts import Texts
from domain.model.audit import AuditRow, Deed
from domain.model.identity import IdentityKind
from domain.model.merging import VouchedBy

_OF_KINDS: Final = (Deed.ACCOUNT_CREATED, Deed.IDENTITY_BOUND, Deed.IDENTITY_UNBOUND)


def moment(at: datetime) -> str:
    """Return a time as RFC 3339 writes it, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def fact_line(row: AuditRow, texts: Texts) -> str:
    """Return what happened, and when."""
    return texts.sentence("line", at=moment(row.at), told=_told(row, texts))


def decided_line(row: AuditRow, texts: Texts) -> str:
    """Return what happened and when, what it was decided by, and how that ended."""
    decision, line = find_cell(row.cell), fact_line(row, texts)
    if decision is None:
        return line
    conditions = texts.phrase("semicolon").join(texts.conditions(row.cell))
    outcome = decision.outcome
    return texts.sentence(
        "decided", line=line, cell=row.cell, conditions=conditions, outcome=outcome
    )


def is_by_operator(row: AuditRow) -> bool:
    """Tell whether the operator decided it, so that the note is the operator's own."""
    tags = CellName.read(row.cell).tags if row.cell else {}
    return VouchedBy.OPERATOR in (tags.get("proven"), tags.get("proof"))


def is_unasked(row: AuditRow) -> bool:
    """Tell whether two accounts became one within something else: table T10 asks."""
    return row.deed is Deed.ACCOUNTS_MERGED and not row.cell.startswith("T10 ")


def _told(row: AuditRow, texts: Texts) -> str:
    deed, note = texts.word(row.deed), _note(row, texts)
    if row.other_id is not None:
        account, other = str(row.account_id), str(row.other_id)
        deed = texts.sentence("between", deed=deed, account=account, other=other)
    return texts.sentence("told", deed=deed, note=note) if note else deed


def _note(row: AuditRow, texts: Texts) -> str:
    if is_unasked(row):
        return texts.sentence("unasked")
    kinds = row.note.split(", ")
    if row.deed in _OF_KINDS and set(kinds) <= set(IdentityKind):
        return texts.phrase("comma").join(texts.word(IdentityKind(kind)) for kind in kinds)
    return row.note
