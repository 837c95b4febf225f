"""A real Chromium, headless, in a thread of its own."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.provisioning import ServerMissing

INSTALL_LINE = "apt-get install -y chromium libatomic1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Names of the tests' own; no other leads anywhere.
    "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

T = TypeVar("T")


class Chromium:
    """One browser, in which each test has contexts of its own.

    Playwright holds the event loop of the thread that it runs in, and other tests need that of
    the main thread: all that touches the browser goes through `run`.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="chromium")
        self._playwright: Playwright
        self.browser: Browser
        self.origin = ""

    @classmethod
    def start(cls, *flags: str) -> Self:
        """Start the first of: `GUIYI_CHROMIUM`, the PATH, Playwright's own.

        Raises:
            ServerMissing: none of them is there, or none can run.
        """
        chromium = cls()
        try:
            chromium.run(chromium._launch, flags)
        except (Error, OSError) as error:
            chromium.stop()
            raise ServerMissing(f"Chromium is missing: {INSTALL_LINE}") from error
        return chromium

    def run(self, do: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Do it in the browser's thread."""
        return self._thread.submit(do, *arguments, **named).result()

    def stop(self) -> None:
        """Close the browser; again is no harm."""
        self.run(self._close)
        self._thread.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _launch(self, flags: tuple[str, ...]) -> None:
        self._playwright = sync_playwright().start()
        found = next(filter(None, map(shutil.which, NAMES)), None)
        program = Path(os.environ.get("GUIYI_CHROMIUM") or found or self._own())
        self.browser = self._playwright.chromium.launch(
            executable_path=program, args=[*FLAGS, *flags]
        )
        self.origin = f"Chromium {self.browser.version} from {program}"

    def _own(self) -> str:
        return self._playwright.chromium.executable_path

    def _close(self) -> None:
        if playwright := self.__dict__.pop("_playwright", None):
            playwright.stop()
