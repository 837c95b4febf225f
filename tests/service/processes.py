"""Real processes for tests: `guiyi serve` and `guiyi simulate`, as an operator runs them."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import attrs
import httpx

from adapters.simulator.sms.accounts import SmsAccounts

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 20
APPS = {
    "shop": ("wxsimshop000000001", "5f0c9a1e7b3d4682a6c8e0f1d2b3a495", "main"),
    "club": ("wxsimclub000000001", "e1d2c3b4a5968778695a4b3c2d1e0f9a", "main"),
    "partner": ("wxsimpartner000001", "0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d", "other"),
}
KEYS = {
    "GUIYI_KEYS__RING": '["Rk3vQ1mB7wX9rT5yU2nP8sD4fG6hJ0kL"]',
    "GUIYI_KEYS__INDEX": "i0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxC",
}

BACK_END_KEY = "b4cK3nD0fTheOperat0rQ1w2E3r4T5y6"
"""What a back end of the operator's shows."""


@attrs.frozen
class Source:
    """The tree whose command runs, and what it runs under, such as strace."""

    tree: Path = ROOT
    under: tuple[str, ...] = ()

    def command(self, arguments: Sequence[str]) -> list[str]:
        guiyi = [sys.executable, "-c", "import composition; composition.main()"]
        return [*self.under, *guiyi, *arguments]

    def environment(self) -> dict[str, str]:
        """Return what a command of ours needs of this machine; it may run in any folder."""
        home = os.environ.get("HOME", "/")
        return {"PATH": os.environ["PATH"], "HOME": home, "PYTHONPATH": str(self.tree)}


CHECKOUT = Source()


@attrs.define
class Process:
    """A running command of ours, the address it answers at, and the file of what it says."""

    popen: subprocess.Popen
    url: str
    log: Path

    def kill(self) -> None:
        """End it as a power cut would."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(timeout=PATIENCE_SECONDS)


def free_port() -> int:
    """Below the ports that systems lend to clients, or one could take ours before we listen."""
    while True:
        port = 15_000 + secrets.randbelow(15_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def settings(*, storage: str, simulator_url: str, port: int, **more: str) -> dict[str, str]:
    """Return the environment that configures a service for the simulator's apps."""
    environment = {
        **KEYS,
        "GUIYI_SERVER__PORT": str(port),
        "GUIYI_STORAGE__URL": storage,
        "GUIYI_WECHAT__API_BASE": simulator_url,
        **more,
    }
    for alias, (app_id, secret, platform) in APPS.items():
        name = f"GUIYI_WECHAT__APPS__{alias.upper()}__"
        environment |= {
            f"{name}KIND": "mini_program",
            f"{name}APP_ID": app_id,
            f"{name}SECRET": secret,
            f"{name}PLATFORM": platform,
        }
    return environment


def with_numbers(simulator_url: str) -> dict[str, str]:
    """Return what it takes to deal in numbers: who sends texts, cheap passwords, a back end.

    A proxy in front lets calls come from many networks.
    """
    return {
        "GUIYI_SMS__PROVIDER": "webhook",
        "GUIYI_SMS__WEBHOOK__URL": f"{simulator_url}/sms/webhook",
        "GUIYI_SMS__WEBHOOK__KEY": SmsAccounts().webhook_key,
        "GUIYI_PASSWORDS__MEMORY_KIB": "16",
        "GUIYI_PASSWORDS__PASSES": "1",
        "GUIYI_CLIENTS__SHOP__KEY": BACK_END_KEY,
        "GUIYI_SERVER__TRUSTED_PROXIES": '["127.0.0.1/32"]',
    }


def nothing_in(folder: Path) -> str:
    """Return the path of an empty configuration file: the environment says it all."""
    path = folder / "guiyi.toml"
    path.touch()
    return str(path)


def start(
    arguments: list[str],
    environment: Mapping[str, str],
    url: str,
    log: Path,
    source: Source = CHECKOUT,
) -> Process:
    """Start a command in the folder of its log, and wait until it answers."""
    with log.open("ab") as output:
        popen = subprocess.Popen(
            source.command(arguments),
            cwd=log.parent,
            env={**source.environment(), **environment},
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
    process = Process(popen, url, log)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and popen.poll() is None:
        try:
            httpx.get(f"{url}/livez", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return process
    process.kill()
    raise AssertionError(f"{arguments} did not come up:\n{log.read_text()[-2000:]}")


def start_service(
    folder: Path,
    *,
    storage: str,
    simulator_url: str,
    source: Source = CHECKOUT,
    **more: str,
) -> Process:
    """Start `guiyi serve` with nothing but an environment."""
    port = free_port()
    environment = settings(storage=storage, simulator_url=simulator_url, port=port, **more)
    url = f"http://127.0.0.1:{port}"
    arguments = ["serve", "--config", nothing_in(folder)]
    return start(arguments, environment, url, folder / f"serve-{port}.log", source)


@contextmanager
def service(folder: Path, **options: Any) -> Iterator[Process]:
    """Run `guiyi serve` for a while."""
    process = start_service(folder, **options)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.stop()


@contextmanager
def simulator(folder: Path, service_url: str = "http://127.0.0.1:1") -> Iterator[Process]:
    """Run `guiyi simulate` for a while."""
    port = free_port()
    environment = settings(storage="memory://", simulator_url="http://127.0.0.1:1", port=0)
    url = f"http://127.0.0.1:{port}"
    arguments = ["simulate", "--port", str(port), "--service", service_url]
    arguments += ["--config", nothing_in(folder)]
    process = start(arguments, environment, url, folder / f"simulate-{port}.log")
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.stop()


def run_command(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a command of ours in the folder to its end."""
    return subprocess.run(
        CHECKOUT.command(arguments),
        cwd=folder,
        env={**CHECKOUT.environment(), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
