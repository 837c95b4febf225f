"""A copy of the tree, in which faults may be planted and tests run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from tests.planted.plant import Plant

ROOT = Path(__file__).parent.parent.parent
PARTS = ("domain", "ports", "adapters", "tests", "docs", "composition.py", "pyproject.toml")


@attrs.frozen
class Tree:
    """A tree of the source with its tests."""

    root: Path

    @classmethod
    def copied(cls, folder: Path) -> "Tree":
        """Copy what is checked out into an empty folder."""
        for part in PARTS:
            if (ROOT / part).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "node_modules")
                shutil.copytree(ROOT / part, folder / part, ignore=ignored)
            else:
                shutil.copy(ROOT / part, folder)
        return cls(folder)

    def bears(self, plant: Plant) -> bool:
        """Tell whether the plant still applies: its sound passage stands there once."""
        return (self.root / plant.file).read_text().count(plant.sound) == 1

    @contextmanager
    def with_(self, plant: Plant) -> Iterator[None]:
        """Plant the fault for a while."""
        assert self.bears(plant), f"{plant.file} has changed: plant {plant.name!r} anew"
        path = self.root / plant.file
        text = path.read_text()
        path.write_text(text.replace(plant.sound, plant.faulty))
        try:
            yield
        finally:
            path.write_text(text)

    def is_green(self, *tests: str) -> bool:
        """Run the tests in a process of their own; tell whether all of them passed.

        Raises:
            RuntimeError: they could not be run, which is neither green nor red.
        """
        # Without byte code: of two edits within a second, Python would see the first alone.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
        return done.returncode == 0
