"""The house stays as it was drawn."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.http.messages import LANGUAGES, TEXTS
from adapters.http.statuses import HTTP_CODES, STATUSES, UNDECIDED
from domain.model import errors
from domain.model.outcomes import Ended

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "ports", "adapters")
MIGRATIONS = ROOT / "adapters/persistence/migrations"


def modules() -> list[str]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in [*paths, ROOT / "composition.py"]
        if MIGRATIONS not in path.parents
    ]


def imported(room: Path) -> Iterator[str]:
    """Yield every module that a file of a room imports."""
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""


def leaves(root: type) -> list[type]:
    below = root.__subclasses__()
    return [leaf for one in below for leaf in leaves(one)] if below else [root]


def test_the_floors_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


IMPORT_EACH = """
import importlib, os, sys, warnings
import alembic.command, asyncpg, attrs, httpx, litestar, rich_click, sqlmodel, uvicorn
warnings.simplefilter("error")
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        importlib.import_module(name)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit(f"{name} does not import alone")
"""


def test_each_module_imports_alone():
    """A fork for each: the libraries are there, nothing of ours is."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EACH, *modules()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("room", ["domain", "ports"])
def test_the_hexagon_knows_no_library_but_attrs(room):
    allowed = sys.stdlib_module_names | {"attrs", "domain", "ports"}
    for name in imported(ROOT / room):
        assert name.partition(".")[0] in allowed


def test_no_step_calls_a_use_case():
    steps = "domain.usecases.steps"
    for name in imported(ROOT / "domain/usecases/steps"):
        assert name.startswith(steps) or not name.startswith("domain.usecases")


def test_packages_say_nothing_by_themselves():
    for room in (*ROOMS, "tests"):
        for path in (ROOT / room).rglob("__init__.py"):
            assert path.read_text() == "", path


def test_every_error_has_a_status():
    assert set(leaves(errors.DomainError)) == set(STATUSES) | {errors.Undecided}


def test_every_code_has_a_text_in_each_language():
    codes = {leaf.code for leaf in STATUSES} | {one.value for one in Ended}
    codes |= set(HTTP_CODES.values()) | {one.value for one in UNDECIDED} | {"internal_error"}
    for language in LANGUAGES:
        assert set(TEXTS[language]) == codes
        assert all(text.strip() for text in TEXTS[language].values())


def test_no_two_errors_share_a_code():
    codes = [leaf.code for leaf in STATUSES]
    assert len(codes) == len(set(codes))


def test_the_linter_watches_every_adapter():
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {one["name"]: one for one in configuration["tool"]["importlinter"]["contracts"]}
    folders = {
        f"adapters.{path.parent.name}" for path in (ROOT / "adapters").glob("*/__init__.py")
    }
    assert set(contracts["Adapters do not know each other"]["modules"]) == folders
