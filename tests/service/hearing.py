"""Hears every logger of the service's own threads, whatever its level."""

import io
import logging
import threading
from contextlib import contextmanager

from adapters.system.logs import OneLine

SILENCED = ("httpx", "httpcore")
"""They log addresses, and WeChat takes its secrets there: the service keeps them at WARNING."""


class Logs:
    """Every record of every logger at DEBUG: as it was made, and as the service writes it.

    Threads that were there before belong to the test's own client and to WeChat.
    """

    def __init__(self):
        self.leave_out_who_is_here()
        self.records: list[logging.LogRecord] = []
        self.written = io.StringIO()
        self.handler = logging.StreamHandler(self.written)
        self.handler.setFormatter(OneLine())
        self.handler.addFilter(self._keep)

    def leave_out_who_is_here(self):
        """Take every thread there is by now for another's."""
        self._others = {thread.ident for thread in threading.enumerate()}

    def _keep(self, record: logging.LogRecord) -> bool:
        ours = record.thread not in self._others
        if ours:
            self.records.append(record)
        return ours

    def made(self) -> bytes:
        """Return the records before anything was blotted out of them."""
        plain = logging.Formatter("%(name)s %(message)s")
        heard = [one for one in self.records if one.name.partition(".")[0] not in SILENCED]
        return "\n".join(f"{plain.format(one)} {one.args}" for one in heard).encode()

    def lines(self) -> bytes:
        return self.written.getvalue().encode()


@contextmanager
def listening_to(logs: Logs):
    """Let every logger there is say all it can; loggers that come later inherit it."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    before = [(one, one.level) for one in loggers]
    # Uvicorn's access log is off for want of a handler: to listen would switch it on.
    deaf = [
        one
        for one in loggers
        if one.parent is None or not (one.propagate or one.name == "uvicorn.access")
    ]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    for one in deaf:
        one.addHandler(logs.handler)
    try:
        yield
    finally:
        for one in deaf:
            one.removeHandler(logs.handler)
        for one, level in before:
            one.setLevel(level)
