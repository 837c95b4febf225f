"""The simulator must not share code with what it tests."""

import ast
from pathlib import Path

import adapters.simulator.app

FOLDER = Path(adapters.simulator.app.__file__).parent
OURS = ("adapters", "composition", "domain", "ports")


def test_it_imports_nothing_of_the_project_but_itself():
    imported = {name for file in FOLDER.rglob("*.py") for name in _imports(file)}
    foreign = {
        name
        for name in imported
        if name.partition(".")[0] in OURS and not name.startswith("adapters.simulator.")
    }
    assert foreign == set()


def _imports(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
