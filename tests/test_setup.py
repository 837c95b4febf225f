import asyncio
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pathspec
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"domain", "ports", "adapters", "composition"}
PIN = re.compile(r"([\w.-]+)==(\S+)( ; .+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
REGISTRY = re.compile(
    rb"https?://[^\s\"']*/simple\b|files\.pythonhosted\.org|registry\.npmjs\.org"
)


def pins(name):
    """What a requirement file pins: name to version; each line is checked on the way."""
    text = (ROOT / "requirements" / name).read_text()
    pinned = {}
    for line in re.sub(r"\s*#.*", "", text).replace("\\\n", " ").splitlines():
        if line.strip():
            found = PIN.fullmatch(line)
            assert found, f"neither a pin with its hashes nor a comment: {line}"
            pinned[found[1]] = found[2]
    return pinned


@pytest.mark.parametrize("name", ["build.txt", "run.txt", "dev.txt"])
def test_every_requirement_is_pinned_by_hash_and_names_no_host(name):
    assert pins(name)
    assert "://" not in (ROOT / "requirements" / name).read_text()


def test_the_requirement_files_agree():
    development = pins("dev.txt")
    assert pins("run.txt").items() <= development.items()
    build = pins("build.txt")
    assert {name: build[name] for name in build.keys() & development} == {
        name: development[name] for name in build.keys() & development
    }


def test_the_pins_are_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = pins("run.txt")
    for requirement in map(Requirement, project["dependencies"]):
        assert requirement.specifier.contains(pinned[requirement.name]), "run ./dev lock"


def test_the_wheel_holds_our_names_and_no_others(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    tops = {name.split("/")[0].removesuffix(".py") for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_other_distribution_claims_our_names(name):
    assert set(packages_distributions().get(name, [])) <= {"guiyi"}


def our_files():
    ignored = [".git", *(ROOT / ".gitignore").read_text().splitlines()]
    spec = pathspec.GitIgnoreSpec.from_lines(ignored)
    return [ROOT / name for name in spec.match_tree_files(ROOT, negate=True)]


def test_no_file_names_this_machine_or_a_registry():
    place = bytes(ROOT)
    for file in our_files():
        content = file.read_bytes()
        assert not REGISTRY.search(content), file
        assert len(ROOT.parts) < 3 or place not in content, file


def test_dev_without_a_verb_explains_itself():
    done = subprocess.run([ROOT / "dev"], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage: ./dev run" in done.stderr


async def ask(url, question):
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def test_a_server_answers_survives_a_crash_and_leaves_nothing(own_postgres):
    url = own_postgres.new_database()
    asyncio.run(ask(url, "CREATE TABLE kept AS SELECT 1 AS one"))
    own_postgres.crash()
    own_postgres.restart()
    assert asyncio.run(ask(url, "SELECT one FROM kept")) == 1
    own_postgres.stop()
    assert not own_postgres.folder.exists()


def test_a_server_ends_with_the_process_that_started_it(own_postgres):
    code = "from tests.servers import *; print(PostgresServer.start().url, flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, **pipes) as owner:
        url = urlsplit(owner.stdout.readline())
        with socket.create_connection((url.hostname, url.port), timeout=30) as line:
            owner.kill()
            assert line.recv(1) == b""
