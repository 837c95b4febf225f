"""Sets the stage: only what the chosen targets need is started."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.hosts import SPAWN, Host, hosted
from benchmarks.samples import Plan
from benchmarks.serving import serve_bare, serve_product
from benchmarks.stage import Stage
from benchmarks.targets import BARE, DATABASE, VENDOR, Measurable, Target
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
        hosts = {BARE: stack.enter_context(hosted(serve_bare)), VENDOR: vendor}
        for name, target in asked.items():
            storage = f"sqlite:///{folder / name}.db"
            if server and target.on_server:
                storage = server.new_database()
                hosts[DATABASE] = _host(server)
            hosts[name] = stack.enter_context(
                hosted(
                    serve_product,
                    folder / f"{name}.log",
                    storage,
                    vendor.url if target.whole else "",
                )
            )
        loader = stack.enter_context(ProcessPoolExecutor(1, mp_context=SPAWN))
        stage = Stage(plan, hosts, loader)
        stage.warm_up()
        yield stage


def _host(server: PostgresServer) -> Host:
    """Return the first process of the database; all others are its children."""
    pid = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
    return Host(int(pid), urlsplit(server.url).port or 0)
