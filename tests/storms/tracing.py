"""System calls of a service, as strace writes them down."""

import re
import shutil
from pathlib import Path

import pytest

from tests.service.processes import Source

INSTALL_LINE = "apt-get install -y strace"

_CALLS = "fsync,fdatasync,read,recvfrom,recvmsg,write,writev,sendto,sendmsg"
_ASKED = re.compile(r'(?:read|recvfrom|recvmsg)[( ].*"POST /v1/')
_FLUSHED = re.compile(r"(?:fsync|fdatasync)(?:\(.*-wal>\)| resumed>\)) += 0")
_ANSWERED = re.compile(r'(?:write|writev|sendto|sendmsg)\(.*"HTTP/1\.1 2')


def traced(tree: Path, trace: Path) -> Source:
    """Run a tree under strace, which watches from aside: signals reach the service itself."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip(f"strace is missing: {INSTALL_LINE}")
    watch = (strace, "-D", "-f", "-y", "-e", f"trace={_CALLS}", "-o", str(trace))
    return Source(tree, under=watch)


def flushed_between(trace: Path) -> list[bool]:
    """Tell of each POST that succeeded, one after another, whether it waited for the disk.

    That is, whether the write-ahead log of SQLite was flushed after the request had come and
    before the first byte of its answer left.
    """
    verdicts = []
    asked = flushed = False
    for line in trace.read_text().splitlines():
        if _ASKED.search(line):
            asked, flushed = True, False
        elif _FLUSHED.search(line):
            flushed = True
        elif asked and _ANSWERED.search(line):
            verdicts.append(flushed)
            asked = False
    return verdicts
