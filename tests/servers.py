"""A real PostgreSQL for tests and benchmarks, started and removed by ourselves."""

import asyncio
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Self
from urllib.parse import urlsplit

import asyncpg

from tests.provisioning import Programs, ServerFailed, find_postgres, give_away, unprivileged

DURABLE: Mapping[str, str] = MappingProxyType({})
FAST = MappingProxyType({"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"})
"""For tests of what the database says, not of what it remembers after a crash."""


class Postgres:
    """A server that somebody else runs; `url` names a role that may create databases."""

    def __init__(self, url: str, origin: str) -> None:
        self.url = url
        self.origin = origin

    def new_database(self, template: str = "template1") -> str:
        """Create a database and return its URL; nobody may be connected to the template."""
        name = f"guiyi_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def drop_database(self, url: str) -> None:
        """Drop the database, whoever may still be connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {urlsplit(url).path[1:]} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement; not from inside a running event loop."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())

    def stop(self) -> None:
        """Leave it alone: it is not ours."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


class PostgresServer(Postgres):
    """A server of our own, on loopback, in a temporary folder.

    A watchdog outlives this process if need be: a shell that waits on a pipe whose other end only
    we hold. When the pipe closes, by `stop` or because we died, it stops the server and removes
    the folder.
    """

    def __init__(self, programs: Programs, folder: Path, port: int) -> None:
        super().__init__(
            f"postgresql://guiyi@127.0.0.1:{port}/postgres",
            f"PostgreSQL {programs.version()} from {programs.source}",
        )
        self._programs = programs
        self.folder = folder
        self._port = port
        self._watchdog = _watch(programs, folder)

    @classmethod
    def start(cls, settings: Mapping[str, str] = DURABLE) -> Self:
        """Start a server; `settings` go over PostgreSQL's own, which are durable.

        Raises:
            ServerMissing: the machine has no PostgreSQL.
            ServerFailed: it did not start; the text is its log.
        """
        found = find_postgres()
        folder = Path(tempfile.mkdtemp(prefix="guiyi-postgres-"))
        give_away(folder)
        server = cls(found.reachable_from(folder), folder, _free_port())
        try:
            server._initialise(settings)
            server._control("start")
        except ServerFailed:
            server.stop()
            raise
        return server

    def stop(self, mode: str = "fast") -> None:
        """Stop the server, if it runs, and remove its folder; again is no harm."""
        if self.folder.exists():
            with suppress(ServerFailed):
                self._control("stop", "-m", mode)
        self._watchdog.communicate()

    def crash(self) -> None:
        """Stop without a checkpoint: the next start recovers from the write-ahead log."""
        self._control("stop", "-m", "immediate")

    def restart(self) -> None:
        """Stop if it runs, and start on the same port with what the data folder holds."""
        self._control("restart")

    def _initialise(self, settings: Mapping[str, str]) -> None:
        data = str(self.folder / "data")
        login = ("--username=guiyi", "--auth=trust")
        self._programs.run("initdb", "-D", data, "-E", "UTF8", "--locale=C", "--no-sync", *login)
        lines = {"max_connections": "200", "unix_socket_directories": "", **settings}
        with (self.folder / "data" / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in lines.items())

    def _control(self, verb: str, *options: str) -> None:
        log = self.folder / "log"
        if verb != "stop":
            options = ("-l", str(log), "-o", f"-h 127.0.0.1 -p {self._port}")
        try:
            self._programs.run("pg_ctl", verb, "-w", "-D", str(self.folder / "data"), *options)
        except ServerFailed as failure:
            said = log.read_text() if log.exists() else ""
            raise ServerFailed(f"{failure}{said}") from None


def _watch(programs: Programs, folder: Path) -> "subprocess.Popen[bytes]":
    script = 'read _; "$0" stop -m immediate -D "$1/data"; rm -rf "$1"'
    return subprocess.Popen(
        ["sh", "-c", script, programs.folder / "pg_ctl", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **unprivileged(),
    )


def _free_port() -> int:
    """Below the ports that systems lend to clients, or one could take ours during a restart."""
    while True:
        port = 15_000 + secrets.randbelow(15_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
