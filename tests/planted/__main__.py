"""Plant each fault in a copy of the source, and see that its test turns red.

usage: python -m tests.planted [words of a plant's name ...]
"""

import sys
import tempfile
from pathlib import Path

from tests.planted.plant import Plant
from tests.planted.plants import PLANTS
from tests.planted.tree import Tree


def main(*words: str) -> bool:
    """Plant those whose names hold any of the words, or all; tell whether all were found."""
    chosen = [one for one in PLANTS if not words or any(word in one.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="guiyi-planted-") as folder:
        tree = Tree.copied(Path(folder))
        if not tree.is_green(*{one.test for one in chosen}):
            print("the tests are red before anything is planted")
            return False
        found = [_is_found(tree, plant) for plant in chosen]
    print(f"{sum(found)} of {len(found)} planted faults were found")
    return bool(found) and all(found)


def _is_found(tree: Tree, plant: Plant) -> bool:
    with tree.with_(plant):
        found = not tree.is_green(plant.test)
    print(f"{'found   ' if found else 'SURVIVES'}  {plant.name}", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(not main(*sys.argv[1:]))
