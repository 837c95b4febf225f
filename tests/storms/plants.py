"""Faults planted in a copy of the tree: who hunts such faults has to find these."""

import shutil
from pathlib import Path

from tests.service.processes import ROOT, Source

PARTS = ("domain", "ports", "adapters")


def planted(folder: Path, file: str, sound: str, faulty: str) -> Source:
    """Return a copy of the tree whose file has one sound passage replaced by a faulty one."""
    tree = folder / "planted"
    for part in PARTS:
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "composition.py", tree)
    text = (tree / file).read_text()
    assert text.count(sound) == 1, f"{file} has changed: plant the fault anew"
    (tree / file).write_text(text.replace(sound, faulty))
    return Source(tree)
