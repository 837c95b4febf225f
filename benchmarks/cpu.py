"""Processor time of a process and everything it started (Linux: proc(5))."""

import os
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """Return user and system time of the process tree, children that have ended included.

    Raises:
        ProcessLookupError: there is no such process.
    """
    parents, ticks = _processes()
    if root not in parents:
        raise ProcessLookupError(root)
    return sum(ticks[pid] for pid in parents if _descends(pid, root, parents)) / _TICKS


def _processes() -> tuple[dict[int, int], dict[int, int]]:
    """Return each process's parent, and the time of itself and of its reaped children."""
    parents, ticks = {}, {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            text = (entry / "stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        # The name before the last parenthesis may hold anything; the state follows it.
        fields = text.rpartition(")")[2].split()
        pid = int(entry.name)
        parents[pid] = int(fields[1])
        ticks[pid] = sum(map(int, fields[11:15]))
    return parents, ticks


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid != root:
        if pid not in parents:
            return False
        pid = parents[pid]
    return True
