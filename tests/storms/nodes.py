"""A service as storms meet it: processes over one storage, and what may be said of them."""

import itertools
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import attrs
import httpx

from tests.service.processes import (
    CHECKOUT,
    PATIENCE_SECONDS,
    Process,
    Source,
    nothing_in,
    run_command,
    service,
    settings,
    with_numbers,
)


@attrs.frozen
class Deployment:
    """Where a service keeps its data and its logs, asks for WeChat, and comes from.

    It deals in numbers, and believes whatever address a caller claims. `more` are settings beside
    those, as the environment gives them.
    """

    folder: Path
    storage: str
    simulator_url: str
    source: Source = CHECKOUT
    more: Mapping[str, str] = attrs.field(factory=dict)

    @contextmanager
    def nodes(self, count: int) -> Iterator[list[Process]]:
        """Run so many processes, started at once, until they are stopped or killed."""
        options = {**self._where(), "source": self.source}
        services = [service(self.folder, **options) for _ in range(count)]
        with ExitStack() as stack, ThreadPoolExecutor(count) as pool:
            yield list(pool.map(stack.enter_context, services))

    def assert_clean(self) -> None:
        """Let `guiyi check` find every invariant kept, and the logs tell of no fault."""
        config = ("--config", nothing_in(self.folder))
        done = run_command(self.folder, "check", *config, **settings(**self._where(), port=0))
        assert done.returncode == 0, done.stdout + done.stderr
        self.assert_quiet()

    def assert_quiet(self) -> None:
        """Find nothing in the logs that the service had not reckoned with."""
        for log in self.folder.glob("serve-*.log"):
            for line in log.read_text().splitlines():
                entry = json.loads(line)
                assert entry["level"] in ("info", "warning"), line
                assert "trace" not in entry, line

    def _where(self) -> Mapping[str, str]:
        return {
            "storage": self.storage,
            "simulator_url": self.simulator_url,
            **with_numbers(self.simulator_url),
            **self.more,
        }


@attrs.frozen
class Pair:
    """Two nodes over one storage."""

    deployment: Deployment
    one: str
    other: str

    @property
    def simulator_url(self) -> str:
        return self.deployment.simulator_url

    @property
    def storage(self) -> str:
        """Which kind of database it is."""
        return self.deployment.storage.partition(":")[0]

    def urls(self, count: int) -> list[str]:
        """Name the nodes in turn, so many times in all."""
        return list(itertools.islice(itertools.cycle((self.one, self.other)), count))


def seconds_until_ready(process: Process, since: float) -> float:
    """Wait for the first 200 on /readyz; return how long that is after `since` (monotonic)."""
    while httpx.get(f"{process.url}/readyz", trust_env=False).status_code != 200:
        assert time.monotonic() < since + PATIENCE_SECONDS, "it does not become ready"
        time.sleep(0.02)
    return time.monotonic() - since
