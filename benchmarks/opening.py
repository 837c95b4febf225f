"""Sets the stage: only what the chosen targets need is started."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.hosts import SPAWN, Host, hosted
from benchmarks.samples import Plan
from benchmarks.serving import serve_naked, serve_product, serve_storing
from benchmarks.stage import Stage
from benchmarks.targets import DATABASE, NAKED, VENDOR, Extent, Measurable, Target
from benchmarks.vendor import serve_vendor
from tests.servers import DURABLE, PostgresServer


@contextmanager
def open_stage(plan: Plan, targets: Sequence[Measurable]) -> Iterator[Stage]:
    """Start the processes, let people sign in, and stop everything in the end.

    Raises:
        ServerMissing: a target needs PostgreSQL and the machine has none.
    """
    asked = {one.host: one for one in targets if isinstance(one, Target) and one.database}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="guiyi-bench-")))
        server = None
        if any(target.on_server for target in asked.values()):
            server = stack.enter_context(PostgresServer.start(DURABLE))
        vendor = stack.enter_context(hosted(serve_vendor))
        hosts = {NAKED: stack.enter_context(hosted(serve_naked)), VENDOR: vendor}
        for name, target in asked.items():
            storage = f"sqlite:///{folder / name}.db"
            if server and target.on_server:
                storage = server.new_database()
                hosts[DATABASE] = _host(server)
            hosts[name] = stack.enter_context(_hosted(target, storage, vendor.url, folder))
        loader = stack.enter_context(ProcessPoolExecutor(1, mp_context=SPAWN))
        stage = Stage(plan, hosts, loader)
        stage.warm_up()
        yield stage


def _hosted(
    target: Target, storage: str, vendor_url: str, folder: Path
) -> AbstractContextManager[Host]:
    if target.extent is Extent.STORAGE:
        return hosted(serve_storing, storage)
    asked = vendor_url if target.extent is Extent.WHOLE else ""
    return hosted(serve_product, folder / f"{target.host}.log", storage, asked)


def _host(server: PostgresServer) -> Host:
    """Return the first process of the database; all others are its children."""
    pid = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
    return Host(int(pid), urlsplit(server.url).port or 0)
