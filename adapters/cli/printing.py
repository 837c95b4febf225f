"""A sheet as a person reads it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from adapters.cli.sheets import Sheet


def lines(sheet: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sheet line by line; what is empty is left out."""
    width = max(map(len, sheet)) + 2
    for name, value in sheet.items():
        label = f"{name.replace('_', ' '):<{width}}"
        if isinstance(value, list):
            yield from _rows(label.rstrip(), value, _ROWS.get(name, _row))
        elif value not in (None, ""):
            yield f"{label}{_word(value)}"


def _rows(label: str, rows: list[Any], told: Callable[[Sheet], str]) -> Iterator[str]:
    if rows:
        yield label
    for row in rows:
        yield f"  {told(row) if isinstance(row, dict) else row}"


def _row(row: Sheet) -> str:
    """Return a row's values; of what is only so or not so, the name where it is so."""
    told = [name if value is True else value for name, value in row.items()]
    return "  ".join(str(one) for one in told if one not in (None, "", False))


def _merge_row(row: Sheet) -> str:
    end = "undone {undone_at}" if row["undone_at"] else "undo until {undo_until}"
    told = f"{{id}}  {{loser}} → {{survivor}} ({{reason}})  {{merged_at}}, {end}"
    return told.format(**row)


def _fact_row(row: Sheet) -> str:
    return _row({name: row[name] for name in ("id", "at", "deed", "cell", "note")})


_ROWS: Final[Mapping[str, Callable[[Sheet], str]]] = {"merges": _merge_row, "audit": _fact_row}


def _word(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
    return str(value)
